const docs = 'https://docs.github.com/rest';

/** One entry of the `errors` list of a validation failure, in GitHub's words. */
export interface FieldError {
  resource: string;
  field: string;
  code:
    | 'missing'
    | 'missing_field'
    | 'invalid'
    | 'already_exists'
    | 'unprocessable'
    | 'custom';
  message?: string;
}

/** A request that the forge refuses, as GitHub would: status and body of the reply. */
export class HttpError extends Error {
  readonly status: number;
  readonly errors: readonly (FieldError | string)[] | undefined;
  readonly documentationUrl: string;

  constructor(
    status: number,
    message: string,
    errors?: readonly (FieldError | string)[],
    documentationUrl = docs,
  ) {
    super(message);
    this.name = 'HttpError';
    this.status = status;
    this.errors = errors;
    this.documentationUrl = documentationUrl;
  }

  /** The reply body. */
  toBody(): Record<string, unknown> {
    return {
      message: this.message,
      ...(this.errors ? { errors: this.errors } : {}),
      documentation_url: this.documentationUrl,
      status: String(this.status),
    };
  }
}

export const unauthorized = () => new HttpError(401, 'Bad credentials');
export const authenticationRequired = () =>
  new HttpError(401, 'Requires authentication');
export const forbidden = (
  message = 'Resource not accessible by personal access token',
) => new HttpError(403, message);
export const notFound = () => new HttpError(404, 'Not Found');
export const conflict = (message: string) => new HttpError(409, message);
export const unprocessable = (message: string) => new HttpError(422, message);

/** 422 with a list, as GitHub answers input that has the right type and the wrong content. */
export const validationFailed = (...errors: (FieldError | string)[]) =>
  new HttpError(422, 'Validation Failed', errors);
