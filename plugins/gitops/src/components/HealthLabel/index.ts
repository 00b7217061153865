export { HealthLabel, type HealthLabelProps } from './HealthLabel';
