export { personName } from './personName';
