import type { Knex } from 'knex';

type Stored = string | number | null;

/** Which columns SQLite cannot hold as they are. */
export interface Codec<T> {
  booleans?: readonly (keyof T & string)[];
  json?: readonly (keyof T & string)[];
}

/** Equality on columns; an array means any of them. */
export type Where<T> = {
  [K in keyof T]?: T[K] extends string | number | boolean | null
    ? T[K] | readonly NonNullable<T[K]>[]
    : never;
};

/** What an insert needs: the id comes from the database. */
export type New<T> = T extends { id: number }
  ? Omit<T, 'id'> & { id?: number }
  : T;

/** Order and window of a list. */
export interface ListOptions<T> {
  orderBy?: keyof T & string;
  descending?: boolean;
  limit?: number;
  offset?: number;
}

/** Typed access to one table: values go in and come out as `T`, never as SQLite's 0 and 1. */
export class Table<T extends object> {
  readonly #db: Knex;
  readonly #name: string;
  readonly #booleans: readonly string[];
  readonly #json: readonly string[];

  constructor(db: Knex, name: string, codec: Codec<T> = {}) {
    this.#db = db;
    this.#name = name;
    this.#booleans = codec.booleans ?? [];
    this.#json = codec.json ?? [];
  }

  /** The first row that matches. */
  async find(where: Where<T>): Promise<T | undefined> {
    const row: unknown = await this.#select(where).first();
    return row ? this.#decode(row as Record<string, Stored>) : undefined;
  }

  /** All rows that match, oldest first unless told otherwise. */
  async list(where: Where<T> = {}, options: ListOptions<T> = {}): Promise<T[]> {
    const query = this.#select(where).orderBy(
      options.orderBy ?? 'rowid',
      options.descending ? 'desc' : 'asc',
    );
    if (options.limit !== undefined) query.limit(options.limit);
    if (options.offset !== undefined) query.offset(options.offset);
    const rows: Record<string, Stored>[] = await query;
    return rows.map(row => this.#decode(row));
  }

  async count(where: Where<T> = {}): Promise<number> {
    const [row] = await this.#select(where).count({ n: '*' });
    return Number(row?.n ?? 0);
  }

  /** Inserts and returns the row with its id. */
  async insert(row: New<T>): Promise<T> {
    const [inserted] = await this.#db(this.#name)
      .insert(this.#encode(row))
      .returning('*');
    return this.#decode(inserted as Record<string, Stored>);
  }

  /** Inserts, or replaces the row that has the same values in the `key` columns. */
  async upsert(row: New<T>, key: readonly (keyof T & string)[]): Promise<void> {
    await this.#db(this.#name)
      .insert(this.#encode(row))
      .onConflict([...key])
      .merge();
  }

  /** Changes all rows that match; returns how many. */
  async update(where: Where<T>, changes: Partial<T>): Promise<number> {
    if (Object.keys(changes).length === 0) return 0;
    return this.#select(where).update(this.#encode(changes));
  }

  /** Removes all rows that match; returns how many. */
  async remove(where: Where<T>): Promise<number> {
    return this.#select(where).delete();
  }

  #select(where: Where<T>): Knex.QueryBuilder {
    const query = this.#db(this.#name);
    for (const [column, value] of Object.entries(where)) {
      if (value === undefined) continue;
      if (Array.isArray(value)) query.whereIn(column, value);
      else if (value === null) query.whereNull(column);
      else
        query.where(column, typeof value === 'boolean' ? Number(value) : value);
    }
    return query;
  }

  #encode(row: object): Record<string, Stored> {
    const encoded: Record<string, Stored> = {};
    for (const [column, value] of Object.entries(row)) {
      if (value === undefined) continue;
      if (this.#json.includes(column)) encoded[column] = JSON.stringify(value);
      else if (typeof value === 'boolean') encoded[column] = Number(value);
      else encoded[column] = value;
    }
    return encoded;
  }

  #decode(row: Record<string, Stored>): T {
    const decoded: Record<string, unknown> = { ...row };
    for (const column of this.#booleans) decoded[column] = row[column] === 1;
    for (const column of this.#json) {
      decoded[column] = JSON.parse(String(row[column]));
    }
    return decoded as T;
  }
}
