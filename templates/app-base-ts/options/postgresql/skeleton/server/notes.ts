import type { Database } from './database.ts';

/** What someone wrote. */
export interface Note {
  id: string;
  text: string;
  created: Date;
}

/** The notes of everyone. */
export interface Notes {
  /** The latest, newest first. */
  latest: () => Promise<Note[]>;
  add: (text: string) => Promise<void>;
}

/** Notes that are stored in the database. */
export function createNotes(database: Database): Notes {
  return {
    latest: () => database<Note[]>`
      select id, text, created
      from notes
      order by id desc
      limit 50
    `,
    add: async text => {
      await database`insert into notes (text) values (${text})`;
    },
  };
}
