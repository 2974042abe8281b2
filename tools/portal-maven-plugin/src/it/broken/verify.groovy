def log = new File(basedir, 'build.log').text
assert log.count('catalog-info.yaml:8:10: error: component:default/web: spec.owner must be a text, but is the number 7 [schema]') == 3
assert log.contains('1 error in ')
assert new File(basedir, 'target/portal/check.sarif').text.contains('"uri":"catalog-info.yaml"')
