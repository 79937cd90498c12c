/* SPDX-License-Identifier: MIT */
/*
 * bench-clock: times commands without a shell in between, and counts what
 * a running command leaves beside its payload.
 *
 * A command that does not end with status 0 ends the clock with status 1 and
 * a message: a bench must never time a failure.
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PIDS_MAX 4096
#define BURST_MAX 1024

extern char **environ;

static const char usage[] =
    "usage: bench-clock OUTFILE LABEL CMD [ARG...]\n"
    "       bench-clock --cpu OUTFILE LABEL CMD [ARG...]\n"
    "       bench-clock --burst N OUTFILE LABEL CMD [ARG...]\n"
    "       bench-clock --beside WORDS OUTFILE LABEL CMD [ARG...]\n"
    "\n"
    "Appends a line to OUTFILE; fields are separated by tabs.\n"
    "plain     LABEL and the microseconds from start to end of CMD\n"
    "--cpu     the same, and in a second line cpu-LABEL and the microseconds\n"
    "          of processors that CMD and what it waited for have used\n"
    "--burst   the same for N of CMD started at once, divided by N\n"
    "--beside  starts CMD, waits until a process has exactly the last WORDS\n"
    "          words as its command line (the payload), appends LABEL, the\n"
    "          number of other processes and their memory in KiB, ends all\n";

static _Noreturn void fail(const char *format, ...) {
  int saved = errno;
  va_list words;

  fputs("bench-clock: ", stderr);
  va_start(words, format);
  vfprintf(stderr, format, words);
  va_end(words);
  if (saved)
    fprintf(stderr, ": %s", strerror(saved));
  fputc('\n', stderr);
  exit(1);
}

static long long now_us(void) {
  struct timespec t;

  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000LL + t.tv_nsec / 1000;
}

static void sleep_ms(long ms) {
  struct timespec t = {ms / 1000, ms % 1000 * 1000000};

  nanosleep(&t, NULL);
}

static void append(const char *file, const char *format, ...) {
  va_list words;
  FILE *out = fopen(file, "ae");

  if (!out)
    fail("%s", file);
  va_start(words, format);
  vfprintf(out, format, words);
  va_end(words);
  if (fclose(out))
    fail("write to %s", file);
}

static pid_t start(char **argv) {
  pid_t pid;
  int error = posix_spawnp(&pid, argv[0], NULL, NULL, argv, environ);

  errno = error;
  if (error)
    fail("%s", argv[0]);
  return pid;
}

/* Waits for one of our commands; its failure is ours. */
static void reap(const char *label) {
  int status;

  if (wait(&status) < 0)
    fail("wait");
  errno = 0;
  if (WIFSIGNALED(status))
    fail("%s: the command was killed by signal %d", label, WTERMSIG(status));
  if (status)
    fail("%s: the command ended with status %d", label, WEXITSTATUS(status));
}

static void time_burst(int count, const char *file, const char *label,
                       char **argv) {
  long long begin, end;
  int i;

  begin = now_us();
  for (i = 0; i < count; i++)
    start(argv);
  for (i = 0; i < count; i++)
    reap(label);
  end = now_us();
  append(file, "%s\t%lld\n", label, (end - begin) / count);
}

/* Reads a small file of /proc; returns its length, -1 when it is gone. */
static ssize_t read_proc(pid_t pid, const char *name, char *text, size_t size) {
  char path[64];
  ssize_t length;
  int fd;

  snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, name);
  fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    return -1;
  length = read(fd, text, size - 1);
  close(fd);
  if (length >= 0)
    text[length] = 0;
  return length;
}

static pid_t parent_of(pid_t pid) {
  char text[1024], *after_name;
  int parent = 0;

  if (read_proc(pid, "stat", text, sizeof text) < 0)
    return 0;
  after_name = strrchr(text, ')');
  if (!after_name || sscanf(after_name, ") %*c %d", &parent) != 1)
    return 0;
  return parent;
}

static int is_below(pid_t pid, pid_t ancestor) {
  int steps;

  for (steps = 0; steps < 64 && pid > 1; steps++) {
    pid = parent_of(pid);
    if (pid == ancestor)
      return 1;
  }
  return 0;
}

/* Lists our descendants, zombies too; orphans come to us (subreaper). */
static int descendants(pid_t pids[PIDS_MAX]) {
  struct dirent *entry;
  int count = 0;
  DIR *proc = opendir("/proc");

  if (!proc)
    fail("/proc");
  while ((entry = readdir(proc)) && count < PIDS_MAX) {
    if (isdigit((unsigned char)entry->d_name[0]) &&
        is_below(atoi(entry->d_name), getpid()))
      pids[count++] = atoi(entry->d_name);
  }
  closedir(proc);
  return count;
}

/* Is this process's command line exactly these words? */
static int is_payload(pid_t pid, char **words) {
  char text[4096];
  ssize_t length = read_proc(pid, "cmdline", text, sizeof text);
  char *at = text;

  if (length <= 0)
    return 0;
  for (; *words; words++) {
    if (at >= text + length || strcmp(at, *words))
      return 0;
    at += strlen(at) + 1;
  }
  return at == text + length;
}

/* Proportional memory of a process in KiB; 0 for a zombie. */
static long memory_of(pid_t pid) {
  char text[4096], *line;
  long kib = 0;

  if (read_proc(pid, "smaps_rollup", text, sizeof text) <= 0)
    return 0;
  line = strstr(text, "\nPss:");
  if (line)
    sscanf(line, "\nPss: %ld", &kib);
  return kib;
}

/*
 * Ends what is below us, by id: the payload first, so that its keepers can
 * tidy up (one that is pid 1 somewhere needs the hard way), then the rest.
 */
static void end_all(pid_t payload) {
  pid_t pids[PIDS_MAX];
  int count, i, round;

  if (payload)
    kill(payload, SIGTERM);
  for (round = 0; round < 100; round++) {
    while (waitpid(-1, NULL, WNOHANG) > 0)
      ;
    count = descendants(pids);
    if (!count)
      return;
    for (i = 0; i < count; i++)
      if (!payload || round > 60 || (round > 10 && pids[i] == payload))
        kill(pids[i], SIGKILL);
    sleep_ms(100);
  }
}

static pid_t find_payload(char **words) {
  pid_t pids[PIDS_MAX];
  int count, i, round;

  for (round = 0; round < 600; round++) {
    count = descendants(pids);
    for (i = 0; i < count; i++)
      if (is_payload(pids[i], words))
        return pids[i];
    if (!count || waitpid(-1, NULL, WNOHANG) > 0)
      break;
    sleep_ms(50);
  }
  return 0;
}

static void count_beside(int words, const char *file, const char *label,
                         int argc, char **argv) {
  pid_t pids[PIDS_MAX], payload;
  int count, i, beside = 0;
  long kib = 0;

  if (prctl(PR_SET_CHILD_SUBREAPER, 1))
    fail("become the reaper");
  start(argv);
  payload = find_payload(argv + argc - words);
  errno = 0;
  if (!payload) {
    end_all(0);
    fail("%s: the payload did not come up", label);
  }
  /* What only accompanies the start may end now. */
  sleep_ms(500);
  count = descendants(pids);
  for (i = 0; i < count; i++) {
    if (pids[i] == payload)
      continue;
    beside++;
    kib += memory_of(pids[i]);
  }
  end_all(payload);
  append(file, "%s\t%d\t%ld\n", label, beside, kib);
}

static int parse_number(const char *word, int most) {
  char *end;
  long number = strtol(word, &end, 10);

  errno = 0;
  if (*end || end == word || number < 1 || number > most)
    fail("%s is not a number from 1 to %d", word, most);
  return (int)number;
}

/* Appends the time of processors that all children so far have used. */
static void append_cpu(const char *file, const char *label) {
  struct rusage used;

  if (getrusage(RUSAGE_CHILDREN, &used) < 0)
    fail("getrusage");
  append(file, "cpu-%s\t%lld\n", label,
         (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000000LL +
             used.ru_utime.tv_usec + used.ru_stime.tv_usec);
}

int main(int argc, char **argv) {
  int number = 1, beside = 0, cpu = 0;
  int null = open("/dev/null", O_RDWR | O_CLOEXEC);

  if (argc == 2 && !strcmp(argv[1], "--help")) {
    fputs(usage, stdout);
    return 0;
  }
  if (argc > 4 && !strcmp(argv[1], "--cpu")) {
    cpu = 1;
    argv++;
    argc--;
  } else if (argc > 5 && !strcmp(argv[1], "--burst")) {
    number = parse_number(argv[2], BURST_MAX);
    argv += 2;
    argc -= 2;
  } else if (argc > 5 && !strcmp(argv[1], "--beside")) {
    beside = parse_number(argv[2], argc - 5);
    argv += 2;
    argc -= 2;
  }
  if (argc < 4 || argv[1][0] == '-') {
    fputs(usage, stderr);
    return 2;
  }
  if (null < 0 || dup2(null, 0) < 0 || dup2(null, 1) < 0)
    fail("/dev/null");
  if (beside)
    count_beside(beside, argv[1], argv[2], argc - 3, argv + 3);
  else
    time_burst(number, argv[1], argv[2], argv + 3);
  if (cpu)
    append_cpu(argv[1], argv[2]);
  return 0;
}
