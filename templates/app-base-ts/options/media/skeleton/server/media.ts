import express, { type RequestHandler } from 'express';
import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** How long an uploaded file may be. */
export const maxUploadBytes = 5 * 1024 * 1024;

// What a file is shows in its first bytes; its name and type are the sender's word.
const signatures = [
  { extension: 'png', bytes: /^\x89PNG\r\n/ },
  { extension: 'jpg', bytes: /^\xff\xd8\xff/ },
  { extension: 'gif', bytes: /^GIF8[79]a/ },
  { extension: 'webp', bytes: /^RIFF[^]{4}WEBP/ },
];
const storedName = /^[0-9a-f-]{36}\.(png|jpg|gif|webp)$/;

/** Uploaded pictures. */
export interface Media {
  directory: string;
  /** Names of what is stored. */
  list: () => Promise<string[]>;
  /** Stores a picture under a new name; says what is wrong where it is none. */
  save: (file: File) => Promise<{ problem: string | undefined }>;
  checkWritable: () => Promise<void>;
}

/** Opens the directory, which is made if it is missing. */
export async function openMedia(directory: string): Promise<Media> {
  try {
    await mkdir(directory, { recursive: true });
  } catch (error) {
    throw new Error('MEDIA_DIR names a directory that cannot be made', {
      cause: error,
    });
  }
  return {
    directory,
    list: async () =>
      (await readdir(directory)).filter(name => storedName.test(name)).sort(),
    save: async file => {
      if (file.size > maxUploadBytes) {
        return { problem: 'Choose a picture of at most 5 MiB.' };
      }
      const content = Buffer.from(await file.arrayBuffer());
      const start = content.subarray(0, 16).toString('latin1');
      const found = signatures.find(({ bytes }) => bytes.test(start));
      if (!found) {
        return { problem: 'Choose a PNG, JPEG, GIF or WebP picture.' };
      }
      const name = `${randomUUID()}.${found.extension}`;
      const partial = join(directory, `${name}.partial`);
      try {
        await writeFile(partial, content, { flag: 'wx' });
        await rename(partial, join(directory, name));
      } catch (error) {
        await rm(partial, { force: true });
        throw error;
      }
      return { problem: undefined };
    },
    checkWritable: () => access(directory, constants.W_OK),
  };
}

/** Serves stored pictures. A name never gets another content, so browsers may keep them. */
export function serveMedia(directory: string): RequestHandler {
  const files = express.static(directory, {
    immutable: true,
    index: false,
    maxAge: '1y',
    setHeaders: response => {
      response.setHeader(
        'Content-Security-Policy',
        "default-src 'none'; sandbox",
      );
    },
  });
  return (request, response, next) => {
    if (storedName.test(request.path.slice(1))) {
      files(request, response, next);
    } else {
      next();
    }
  };
}
