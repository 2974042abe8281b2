def log = new File(basedir, 'build.log').text
assert log.count('1 files, 1 entities: no findings') == 2
assert !log.contains('not marked as thread-safe') && !log.contains('not marked @threadSafe')
assert log.contains('+ component:default/a')
assert log.contains('- component:default/old')
