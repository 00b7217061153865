module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  // What is below has its own rules, in the repositories that come of it.
  ignorePatterns: ['*/skeleton', '*/gitops', '*/options'],
});
