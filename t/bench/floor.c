/* SPDX-License-Identifier: MIT */
/*
 * floor: what a start of a container, or a layer, costs in bare system calls.
 *
 * The bench divides plash's figures by these. It does what `plash run` and
 * `plash build` have to do and nothing else: no plan, no shell, no checks.
 * Payloads are true, sleep and touch only: /home and /tmp are the host's.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <pwd.h>
#include <sched.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* mount(2) cuts longer option strings silently. */
#define OPTIONS_MAX 4095

static const char usage[] =
    "usage: floor start DIR LOWER[:LOWER...] PROGRAM [ARG...]\n"
    "       floor layer N DIR LOWER\n"
    "\n"
    "start  becomes PROGRAM (an absolute path inside) in a container on the\n"
    "       given lower directories: user namespace with the full id map (not\n"
    "       as root), mount namespace, overlay, seven binds, pivot_root, exec.\n"
    "layer  makes N layers on LOWER, each by running /bin/true in it, all in\n"
    "       one user namespace.\n"
    "\n"
    "DIR is a scratch directory; what is made there is left there. LOWER is an\n"
    "absolute path without blanks, commas and backslashes.\n";

static _Noreturn void fail(const char *format, ...) {
  int saved = errno;
  va_list words;

  fputs("floor: ", stderr);
  va_start(words, format);
  vfprintf(stderr, format, words);
  va_end(words);
  if (saved)
    fprintf(stderr, ": %s", strerror(saved));
  fputc('\n', stderr);
  exit(125);
}

static _Noreturn void fail_plain(const char *message) {
  errno = 0;
  fail("%s", message);
}

static void make_dir(const char *path) {
  if (mkdir(path, 0755) && errno != EEXIST)
    fail("mkdir %s", path);
}

/* Runs a program and waits for it. */
static void run_tool(char *const argv[]) {
  int status;
  pid_t pid = fork();

  if (pid < 0)
    fail("fork");
  if (pid == 0) {
    execvp(argv[0], argv);
    fail("%s", argv[0]);
  }
  if (waitpid(pid, &status, 0) < 0)
    fail("wait for %s", argv[0]);
  errno = 0;
  if (status)
    fail("%s ended with wait status %d", argv[0], status);
}

/* Reads the caller's first range from /etc/subuid or /etc/subgid. */
static void read_range(const char *file, char start[32], char count[32]) {
  char line[512], owner[256], number[32];
  struct passwd *me = getpwuid(getuid());
  FILE *in = fopen(file, "re");

  if (!in)
    fail("%s", file);
  snprintf(number, sizeof number, "%u", (unsigned)getuid());
  while (fgets(line, sizeof line, in)) {
    if (sscanf(line, "%255[^:]:%31[0-9]:%31[0-9]", owner, start, count) != 3)
      continue;
    if ((me && !strcmp(owner, me->pw_name)) || !strcmp(owner, number)) {
      fclose(in);
      return;
    }
  }
  errno = 0;
  fail("no line for uid %s in %s", number, file);
}

static void write_map(const char *tool, const char *file, unsigned own) {
  char pid[32], outer[32], start[32], count[32];
  char *argv[] = {(char *)tool, pid, "0", outer, "1", "1", start, count, NULL};

  snprintf(pid, sizeof pid, "%d", (int)getppid());
  snprintf(outer, sizeof outer, "%u", own);
  read_range(file, start, count);
  run_tool(argv);
}

/* The child: waits until its parent has unshared, then maps the parent. */
static _Noreturn void map_parent(int from_parent) {
  char go;

  if (read(from_parent, &go, 1) != 1)
    _exit(1);
  write_map("newuidmap", "/etc/subuid", getuid());
  write_map("newgidmap", "/etc/subgid", getgid());
  _exit(0);
}

/* Enters the namespaces; this process keeps its pid. */
static void enter_namespaces(void) {
  int pipe_ends[2], status;
  pid_t helper;

  if (geteuid() == 0) {
    if (unshare(CLONE_NEWNS))
      fail("unshare of the mount namespace");
  } else {
    if (pipe(pipe_ends))
      fail("pipe");
    helper = fork();
    if (helper < 0)
      fail("fork");
    if (helper == 0) {
      close(pipe_ends[1]);
      map_parent(pipe_ends[0]);
    }
    if (unshare(CLONE_NEWUSER | CLONE_NEWNS))
      fail("unshare of the user and mount namespace");
    if (write(pipe_ends[1], "", 1) != 1)
      fail("write to the helper");
    close(pipe_ends[0]);
    close(pipe_ends[1]);
    if (waitpid(helper, &status, 0) < 0)
      fail("wait for the helper");
    if (status)
      fail_plain("the id map could not be written");
  }
  if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL))
    fail("make the mounts private");
}

/* Mounts the union at the directory mnt below the working directory. */
static void mount_union(const char *lower, const char *upper,
                        const char *work) {
  char options[OPTIONS_MAX + 1];
  int length = snprintf(options, sizeof options,
                        "userxattr,lowerdir=%s,upperdir=%s,workdir=%s", lower,
                        upper, work);

  if (length < 0 || length > OPTIONS_MAX)
    fail_plain("too many or too long lower directories (mount takes 4095 "
               "bytes of options)");
  if (mount("floor", "mnt", "overlay", 0, options))
    fail("mount of the overlay (%s)", options);
  if (mount(NULL, "mnt", NULL, MS_UNBINDABLE, NULL))
    fail("make the overlay unbindable");
}

static void bind_host(const char *path) {
  char target[64];

  snprintf(target, sizeof target, "mnt%s", path);
  if (mount(path, target, NULL, MS_BIND | MS_REC, NULL))
    fail("bind of %s", path);
}

/* A build does not get the host's /tmp. root_too: /root can be read. */
static void bind_all(int tmp_too, int root_too) {
  if (tmp_too)
    bind_host("/tmp");
  bind_host("/home");
  if (root_too)
    bind_host("/root");
  bind_host("/etc/resolv.conf");
  bind_host("/sys");
  bind_host("/dev");
  bind_host("/proc");
}

/* Becomes the program in the mounted root. */
static _Noreturn void become(char *const argv[]) {
  static char *environment[] = {"PATH=/usr/sbin:/usr/bin:/sbin:/bin", NULL};

  execve(argv[0], argv, environment);
  fail("%s", argv[0]);
}

static _Noreturn void start(const char *dir, const char *lower,
                            char *const argv[]) {
  int root_too = access("/root", R_OK) == 0;
  char scratch[] = "run-XXXXXX", upper[32], work[32];

  if (chdir(dir))
    fail("%s", dir);
  if (!mkdtemp(scratch))
    fail("make a scratch directory in %s", dir);
  snprintf(upper, sizeof upper, "%s/upper", scratch);
  snprintf(work, sizeof work, "%s/work", scratch);
  make_dir(upper);
  make_dir(work);
  make_dir("mnt");
  enter_namespaces();
  mount_union(lower, upper, work);
  bind_all(1, root_too);
  if (chdir("mnt"))
    fail("cd to the new root");
  if (syscall(SYS_pivot_root, ".", "."))
    fail("pivot_root");
  if (umount2(".", MNT_DETACH))
    fail("umount of the old root");
  if (chdir("/"))
    fail("cd to /");
  become(argv);
}

/* The child of one layer: mounts, enters and becomes /bin/true. */
static _Noreturn void fill_layer(const char *lower, const char *work,
                                 int root_too) {
  static char *argv[] = {"/bin/true", NULL};

  if (unshare(CLONE_NEWNS))
    fail("unshare of the mount namespace");
  mount_union(lower, "new", work);
  bind_all(0, root_too);
  if (chroot("mnt") || chdir("/"))
    fail("chroot");
  become(argv);
}

static void make_layer(int number, char lower[OPTIONS_MAX + 1], int root_too) {
  char name[32], work[32], longer[OPTIONS_MAX + 1];
  int status, length;
  pid_t pid;

  snprintf(name, sizeof name, "%d", number);
  snprintf(work, sizeof work, "w%d", number);
  make_dir("new");
  make_dir(work);
  pid = fork();
  if (pid < 0)
    fail("fork");
  if (pid == 0)
    fill_layer(lower, work, root_too);
  if (waitpid(pid, &status, 0) < 0)
    fail("wait for layer %d", number);
  errno = 0;
  if (status)
    fail("layer %d ended with wait status %d", number, status);
  if (rename("new", name))
    fail("rename of layer %d", number);
  length = snprintf(longer, sizeof longer, "%s:%s", name, lower);
  if (length < 0 || length > OPTIONS_MAX)
    fail_plain("too many layers for the options of mount");
  memcpy(lower, longer, (size_t)length + 1);
}

static void layers(int count, const char *dir, const char *base) {
  int number, root_too = access("/root", R_OK) == 0;
  char scratch[] = "layers-XXXXXX", lower[OPTIONS_MAX + 1];

  if (strlen(base) > OPTIONS_MAX)
    fail_plain("the path of the lower directory is too long");
  strcpy(lower, base);
  if (chdir(dir))
    fail("%s", dir);
  if (!mkdtemp(scratch) || chdir(scratch))
    fail("make a scratch directory in %s", dir);
  make_dir("mnt");
  enter_namespaces();
  for (number = 1; number <= count; number++)
    make_layer(number, lower, root_too);
}

static int parse_count(const char *word) {
  char *end;
  long count = strtol(word, &end, 10);

  if (*end || end == word || count < 1 || count > 500)
    fail_plain("N must be a number from 1 to 500");
  return (int)count;
}

int main(int argc, char **argv) {
  if (argc == 2 && !strcmp(argv[1], "--help")) {
    fputs(usage, stdout);
    return 0;
  }
  if (argc >= 5 && !strcmp(argv[1], "start"))
    start(argv[2], argv[3], argv + 4);
  if (argc == 5 && !strcmp(argv[1], "layer")) {
    layers(parse_count(argv[2]), argv[3], argv[4]);
    return 0;
  }
  fputs(usage, stderr);
  return 2;
}
