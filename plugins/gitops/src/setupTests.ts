import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Conditions are waited for; how long that takes on a busy machine says nothing about a page.
configure({ asyncUtilTimeout: 10_000 });
jest.setTimeout(30_000);
