def log = new File(basedir, 'build.log').text
assert log.contains('the files are not those in expected: README.md (different)')
assert log.contains('-# other')
assert log.contains('+# web')
assert log.contains('1 template tests passed, 0 failed')
assert log.contains('Nothing has changed since 1 template tests passed, 0 failed')
assert new File(basedir, 'files/tests/web/expected/README.md').text == '# web\n'
