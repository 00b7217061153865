import { useEffect, useState } from 'react';
import styles from './CopyText.module.css';

const SHOWN_MS = 2_000;

/** Props of {@link CopyText}. */
export interface CopyTextProps {
  /** What lands in the clipboard. */
  text: string;
  /** What is shown instead, when the text is long. */
  children?: string;
}

/** A version or hash in monospace that copies itself when pressed. */
export const CopyText = ({ text, children = text }: CopyTextProps) => {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) {
      return undefined;
    }
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <>
      <button
        type="button"
        className={styles.root}
        title={`Copy ${text}`}
        aria-label={`${children}, copy`}
        onClick={copy}
      >
        {children}
      </button>
      <span role="status" className={copied ? styles.copied : undefined}>
        {copied && 'Copied'}
      </span>
    </>
  );
};
