"""Prints the files below the working directory, a line each: all that a copy or an archive is to keep."""
import os
import stat

for folder, folders, files in os.walk('.'):
    for name in sorted(folders + files + (['.'] if folder == '.' else [])):
        path = os.path.normpath(os.path.join(folder, name))
        # import-tar makes etc/resolv.conf anew.
        made_anew = path in ('etc', 'etc/resolv.conf')
        at = os.lstat(path)
        attributes = {a: os.getxattr(path, a, follow_symlinks=False).hex()
                      for a in sorted(os.listxattr(path, follow_symlinks=False))}
        print(repr(path), oct(at.st_mode), at.st_uid, at.st_gid, hex(at.st_rdev),
              os.readlink(path) if stat.S_ISLNK(at.st_mode) else '',
              '' if stat.S_ISDIR(at.st_mode) else at.st_nlink,
              '' if stat.S_ISDIR(at.st_mode) else at.st_size,
              '' if made_anew else at.st_mtime_ns,
              {a: v for a, v in attributes.items() if a != 'security.selinux'})
