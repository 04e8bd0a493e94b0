/*
 * A disk that keeps what was synced and nothing else, for one process: preload it. Each fsync of a
 * file in CAIRN_DISK_WATCHED copies the file, as it is then, to CAIRN_DISK_KEPT; at a chosen one
 * the power fails: the process dies by SIGKILL, and the copies are what the disk holds.
 *
 *   CAIRN_DISK_CUT      the number of that sync, from 1; 0 for none
 *   CAIRN_DISK_MOMENT   "before" that sync takes effect, or "after"
 *   CAIRN_DISK_LIES     from the sync of this number on it keeps nothing and says it did
 *
 * Syncing a file keeps its name too, as file systems of Linux do. A removed file stays until its
 * folder is synced. Files that are never synced, such as SQLite's -shm, are not kept.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef int (*sync_function)(int);

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long syncs;

static const char *setting(const char *name) {
  const char *value = getenv(name);
  return value ? value : "";
}

/* Finds out the path of an open file, and whether it lies in the folder that is watched. */
static int is_watched(int fd, char *path) {
  const char *folder = setting("CAIRN_DISK_WATCHED");
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, PATH_MAX - 1);
  if (length < 0 || !*folder) {
    return 0;
  }
  path[length] = 0;
  return strncmp(path, folder, strlen(folder)) == 0;
}

static void die(void) {
  kill(getpid(), SIGKILL);
  for (;;) {
    pause();
  }
}

/* A test that cannot keep what it must keep would find losses that are its own. */
static void check(int holds, const char *what) {
  if (!holds) {
    perror(what);
    _exit(99);
  }
}

static void kept_path(char *kept, const char *name) {
  snprintf(kept, PATH_MAX, "%s/%s", setting("CAIRN_DISK_KEPT"), name);
}

static void keep_file(int fd, const char *path) {
  char kept[PATH_MAX], block[65536];
  kept_path(kept, strrchr(path, '/') + 1);
  int copy = open(kept, O_CREAT | O_TRUNC | O_WRONLY, 0600);
  check(copy >= 0, kept);
  off_t at = 0;
  ssize_t got;
  while ((got = pread(fd, block, sizeof block, at)) > 0) {
    check(write(copy, block, got) == got, kept);
    at += got;
  }
  check(got == 0, path);
  close(copy);
}

/* Removals become durable with the folder. */
static void keep_folder(const char *path) {
  char real[PATH_MAX], kept[PATH_MAX];
  DIR *folder = opendir(setting("CAIRN_DISK_KEPT"));
  check(folder != NULL, path);
  for (struct dirent *entry; (entry = readdir(folder));) {
    snprintf(real, sizeof real, "%s/%s", path, entry->d_name);
    if (entry->d_name[0] != '.' && access(real, F_OK) != 0) {
      kept_path(kept, entry->d_name);
      unlink(kept);
    }
  }
  closedir(folder);
}

static void keep(int fd, const char *path) {
  struct stat status;
  long lies = atol(setting("CAIRN_DISK_LIES"));
  if (lies > 0 && syncs >= lies) {
    return;
  }
  check(fstat(fd, &status) == 0, path);
  if (S_ISDIR(status.st_mode)) {
    keep_folder(path);
  } else {
    keep_file(fd, path);
  }
}

static int sync_and_keep(int fd, const char *name) {
  sync_function real = (sync_function)dlsym(RTLD_NEXT, name);
  char path[PATH_MAX];
  if (!is_watched(fd, path)) {
    return real(fd);
  }
  pthread_mutex_lock(&lock);
  syncs++;
  int is_cut = syncs == atol(setting("CAIRN_DISK_CUT"));
  if (is_cut && strcmp(setting("CAIRN_DISK_MOMENT"), "before") == 0) {
    die();
  }
  int result = real(fd);
  if (result == 0) {
    keep(fd, path);
  }
  if (is_cut) {
    die();
  }
  pthread_mutex_unlock(&lock);
  return result;
}

int fsync(int fd) {
  return sync_and_keep(fd, "fsync");
}

int fdatasync(int fd) {
  return sync_and_keep(fd, "fdatasync");
}

/* Tells how many syncs there were to cut at. */
__attribute__((destructor)) static void tell(void) {
  if (*setting("CAIRN_DISK_KEPT")) {
    char kept[PATH_MAX];
    kept_path(kept, ".syncs");
    FILE *file = fopen(kept, "w");
    check(file != NULL, kept);
    fprintf(file, "%ld", syncs);
    fclose(file);
  }
}
