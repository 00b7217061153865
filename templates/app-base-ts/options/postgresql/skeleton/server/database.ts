import postgres from 'postgres';

/** A pool of connections, which are made when they are needed. */
export type Database = postgres.Sql;

/** Opens the database. The caller ends it. */
export function openDatabase(url: string): Database {
  return postgres(url, { max: 10, connect_timeout: 5, idle_timeout: 60 });
}
