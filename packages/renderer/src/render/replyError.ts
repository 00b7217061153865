import type { ProgramReply } from '../pool/messages';
import { isRenderErrorReason, RenderError } from '../RenderError';

/** The error that a reply without a result stands for. */
export function replyError({ error }: ProgramReply): RenderError {
  const { reason, message, file, line } = error ?? {
    reason: 'crashed',
    message: 'The renderer gave no reason',
  };
  return new RenderError(
    isRenderErrorReason(reason) ? reason : 'invalid',
    message.replaceAll(/\s*\n\s*/g, '; ').trim(),
    { file: file || undefined, line: line || undefined },
  );
}
