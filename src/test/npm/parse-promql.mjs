// Reads PromQL expressions, a JSON array of strings, from the file that is named; prints those that do not parse.
import { readFileSync } from 'node:fs';
import { parser } from '@prometheus-io/lezer-promql';

const wrong = JSON.parse(readFileSync(process.argv[2], 'utf8')).filter((expression) => {
  let error = false;
  parser.parse(expression).iterate({ enter: (node) => { error ||= node.type.isError; } });
  return error;
});
wrong.forEach((expression) => console.log(expression));
process.exit(wrong.length === 0 ? 0 : 1);
