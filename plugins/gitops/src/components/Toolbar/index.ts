export { Toolbar } from './Toolbar';
export { Choice, type ChoiceOption, type ChoiceProps } from './Choice';
export { SearchBox, type SearchBoxProps } from './SearchBox';
