def log = new File(basedir, 'build.log').text
assert log.contains('1 files, 2 entities: no findings')
assert log.contains('Nothing has changed since 1 files, 2 entities: no findings')
assert log.contains('Nothing has changed since 1 pages in')
assert log.count('Skipped: portal.skip is set') == 2
assert new File(basedir, 'target/portal/check.sarif').text.contains('"results":[')
assert new File(basedir, 'target/portal/check.md').text.startsWith('### no findings')
assert new File(basedir, 'target/techdocs/index.html').text.contains('Web')
