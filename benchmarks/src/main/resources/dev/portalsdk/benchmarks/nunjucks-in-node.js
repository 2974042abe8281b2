// Renders templates with Nunjucks as often as it is told. Arguments: the bundle, and a JSON file with templates and data by name.
'use strict';
const nunjucks = require(process.argv[2]);
const cases = JSON.parse(require('fs').readFileSync(process.argv[3], 'utf8'));
const environment = new nunjucks.Environment(null, {
  autoescape: false,
  tags: { variableStart: '${{', variableEnd: '}}' },
});
const parse = text => new nunjucks.Template(text, environment, 'template', true);
const parsed = {};
for (const name of Object.keys(cases)) parsed[name] = parse(cases[name].text);

// A line "parse small 1000" or "render small 1000"; the answer is the length of all results.
require('readline').createInterface({ input: process.stdin }).on('line', line => {
  const [what, name, count] = line.split(' ');
  const { text, data } = cases[name];
  let length = 0;
  for (let i = 0; i < Number(count); i++) {
    length += (what === 'parse' ? parse(text) : parsed[name]).render(data).length;
  }
  console.log(length);
});
