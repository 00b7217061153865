export { Queries } from './Queries';
export * from './polling';
