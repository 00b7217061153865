export { Contract } from './contract.ts';
export { contractMiddleware, graphqlContractMiddleware } from './middleware.ts';
export { readReports } from './report-file.ts';
export { mergeReports, summary, type Report } from './report.ts';
