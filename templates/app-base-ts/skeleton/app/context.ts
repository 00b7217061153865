import { createContext } from 'react-router';
{%- if values.postgresql %}
import type { Notes } from '../server/notes.ts';
{%- endif %}
{%- if values.media %}
import type { Media } from '../server/media.ts';
{%- endif %}

/** What lives as long as the server. */
export interface Services {
  /** The name of this service. */
  service: string;
{%- if values.postgresql %}
  notes: Notes;
{%- endif %}
{%- if values.media %}
  media: Media;
{%- endif %}
}

/** What loaders and actions get from the server. */
export const requestContext = createContext<
  Services & {
    /** Marks the scripts of this page as ours. */
    nonce: string;
    /** Tells log, metrics and trace which route answers. */
    nameRoute: (pattern: string) => void;
    /** Logs what went wrong while this page was made. */
    reportError: (error: unknown) => void;
  }
>();
