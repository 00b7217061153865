/** A hull on its slipway, above the water line. */
export const Mark = ({ size = 28 }: { size?: number }) => (
  <svg
    width={size}
    height={size}
    viewBox="0 0 32 32"
    aria-hidden="true"
    fill="none"
  >
    <path d="M8.5 6 23 12l-2.6 4.6-9.6-4Z" fill="currentColor" />
    <path
      d="m5 14 20 8.3M5 26h22"
      stroke="#5fc3dc"
      strokeWidth="2.4"
      strokeLinecap="round"
    />
  </svg>
);
