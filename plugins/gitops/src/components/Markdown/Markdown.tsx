import ReactMarkdown from 'react-markdown';
import remarkGfm from 'remark-gfm';
import styles from './Markdown.module.css';

const PLUGINS = [remarkGfm];

/**
 * What people wrote on the forge. HTML in it is left out, and pictures are not
 * fetched, so that a text cannot act in the portal or learn who reads it.
 */
export const Markdown = ({ text }: { text: string }) => (
  <div className={styles.root}>
    <ReactMarkdown
      remarkPlugins={PLUGINS}
      disallowedElements={['img']}
      linkTarget="_blank"
      skipHtml
    >
      {text}
    </ReactMarkdown>
  </div>
);
