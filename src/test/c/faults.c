/*
 * Faults of a disk, for the tests: preloaded into the service (LD_PRELOAD), it stands between the process and the C
 * library for all files below one directory. What it does is told by a control file of 4,096 bytes that both sides map,
 * so that a running process can be switched; what it saw it can write to a journal, data included, from which the test
 * builds what a disk would hold after a power cut.
 *
 * Environment: FAULTS_BELOW (absolute path), FAULTS_CONTROL (file), FAULTS_JOURNAL (file).
 *
 * Control file, native byte order: at 8 what is journaled (0 nothing, 1 operations, 2 their data too); at 16 the seconds
 * that the wall clock is ahead; at 64 up to 127 bytes of text: only paths that contain it count; from 256 on, 64 bytes
 * for each kind of operation:
 *   0 so many pass first, 8 so many fail then, 16 errno, 24 how (0 error, 1 half is written, 2 pretends to have
 *   happened), 32 microseconds that each takes longer, 40 seen, 48 failed so far
 *
 * Journal: 48 bytes (8 nanoseconds of the monotonic clock, 4 kind, 4 file, 8 offset, 8 result, 4 part, 4 how,
 * 4 bytes of data, 4 zero), then the data. Part: 0 whole, 1 begins, 2 has ended. How: as above, 3 unharmed.
 * Data of an opening is the path, and its offset the flags, with O_CREAT only if it was not there before. Data of a name
 * is the path, and behind a line feed the new one; its offset is 1 for a link. Data of a folder is its path; its offset
 * is 0 if it is made and 1 if it is removed. The offset of a sync is the descriptor.
 *
 * What it cannot see: writes through a mapping of a file, which the record does not do; and waits until a time of the wall
 * clock, which the kernel ends by its own.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum kind { OPEN, WRITE, SYNC, SYNCED_WRITE, TRUNCATE, NAME, FOLDER, KINDS };
enum part { WHOLE, BEGINS, ENDED };
enum how { ERROR, SHORT, PRETENDED, UNHARMED };

struct rule {
    int64_t skip, times, error, how, delay, seen, failed, unused;
};

struct control {
    int64_t magic, journal, ahead;
    char unused[40];
    char path[128];
    char unused2[64];
    struct rule rules[KINDS];
};

struct entry {
    int64_t time;
    int32_t kind, file;
    int64_t offset, result;
    int32_t part, how, bytes, zero;
};

#define FDS 65536
#define FILES 65536

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static struct control *control;
static char below[PATH_MAX];
static size_t below_length;
static int journal = -1;
/* Of each descriptor: 0 not ours, else the file's number plus 1, negative if it syncs with every write. */
static int files_of[FDS];
static struct { dev_t dev; ino_t ino; const char *path; } files[FILES];
static int file_count;

static int (*real_open)(const char *, int, ...);
static int (*real_close)(int);
static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static ssize_t (*real_writev)(int, const struct iovec *, int);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_ftruncate)(int, off_t);
static int (*real_rename)(const char *, const char *);
static int (*real_unlink)(const char *);
static int (*real_link)(const char *, const char *);
static int (*real_mkdir)(const char *, mode_t);
static int (*real_rmdir)(const char *);
static FILE *(*real_fopen)(const char *, const char *);
static int (*real_fclose)(FILE *);
static size_t (*real_fwrite)(const void *, size_t, size_t, FILE *);
static int (*real_clock_gettime)(clockid_t, struct timespec *);

static void find_real(void) {
    *(void **) &real_open = dlsym(RTLD_NEXT, "open64");
    *(void **) &real_close = dlsym(RTLD_NEXT, "close");
    *(void **) &real_write = dlsym(RTLD_NEXT, "write");
    *(void **) &real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    *(void **) &real_writev = dlsym(RTLD_NEXT, "writev");
    *(void **) &real_fsync = dlsym(RTLD_NEXT, "fsync");
    *(void **) &real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    *(void **) &real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
    *(void **) &real_rename = dlsym(RTLD_NEXT, "rename");
    *(void **) &real_unlink = dlsym(RTLD_NEXT, "unlink");
    *(void **) &real_link = dlsym(RTLD_NEXT, "link");
    *(void **) &real_mkdir = dlsym(RTLD_NEXT, "mkdir");
    *(void **) &real_rmdir = dlsym(RTLD_NEXT, "rmdir");
    *(void **) &real_fopen = dlsym(RTLD_NEXT, "fopen64");
    *(void **) &real_fclose = dlsym(RTLD_NEXT, "fclose");
    *(void **) &real_fwrite = dlsym(RTLD_NEXT, "fwrite");
    *(void **) &real_clock_gettime = dlsym(RTLD_NEXT, "clock_gettime");
    const char *directory = getenv("FAULTS_BELOW");
    const char *controlled = getenv("FAULTS_CONTROL");
    const char *journaled = getenv("FAULTS_JOURNAL");
    if (directory == NULL || controlled == NULL) {
        return;
    }
    int fd = real_open(controlled, O_RDWR | O_CLOEXEC);
    if (fd < 0) {
        return;
    }
    void *mapped = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    real_close(fd);
    if (mapped == MAP_FAILED) {
        return;
    }
    if (journaled != NULL) {
        journal = real_open(journaled, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    }
    snprintf(below, sizeof below, "%s", directory);
    below_length = strlen(below);
    control = mapped;
}

static void begin(void) {
    pthread_once(&once, find_real);
}

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t) time.tv_sec * 1000000000 + time.tv_nsec;
}

static int is_below(const char *path) {
    return control != NULL && strncmp(path, below, below_length) == 0
            && (path[below_length] == '/' || path[below_length] == 0);
}

static int counts(const char *path) {
    return control->path[0] == 0 || strstr(path, control->path) != NULL;
}

/* The lock is held from here on, unless a function says otherwise. */

static void note(enum kind kind, int file, int64_t offset, int64_t result, enum part part, enum how how,
        const struct iovec *data, int parts, int64_t bytes) {
    if (journal < 0 || control->journal == 0) {
        return;
    }
    int64_t carried = control->journal == 2 || kind == OPEN || kind == NAME || kind == FOLDER ? bytes : 0;
    struct entry entry = {now(), kind, file, offset, result, part, how, (int32_t) carried, 0};
    char *text = malloc(sizeof entry + (size_t) carried);
    if (text == NULL) {
        abort();
    }
    memcpy(text, &entry, sizeof entry);
    char *at = text + sizeof entry;
    for (int i = 0; i < parts && carried > 0; i++) {
        size_t some = data[i].iov_len < (size_t) carried ? data[i].iov_len : (size_t) carried;
        memcpy(at, data[i].iov_base, some);
        at += some;
        carried -= (int64_t) some;
    }
    if (real_write(journal, text, (size_t) (at - text)) != at - text) {
        abort();
    }
    free(text);
}

/* How this operation ends. */
static enum how judge(enum kind kind) {
    struct rule *rule = &control->rules[kind];
    rule->seen++;
    if (rule->times <= 0) {
        return UNHARMED;
    }
    if (rule->skip > 0) {
        rule->skip--;
        return UNHARMED;
    }
    rule->times--;
    rule->failed++;
    return (enum how) rule->how;
}

static int error_of(enum kind kind) {
    return (int) control->rules[kind].error;
}

/* Without the lock, and in parts, so that a disk that hangs can be healed. */
static void delay(enum kind kind) {
    const int64_t part = 50000;
    int64_t left = control->rules[kind].delay;
    while (left > 0 && control->rules[kind].delay > 0) {
        int64_t micros = left < part ? left : part;
        struct timespec time = {0, micros * 1000};
        nanosleep(&time, NULL);
        left -= micros;
    }
}

static int file_number(int fd, const char *path) {
    struct stat status;
    if (fstat(fd, &status) != 0) {
        return -1;
    }
    int number = 0;
    while (number < file_count && (files[number].dev != status.st_dev || files[number].ino != status.st_ino)) {
        number++;
    }
    if (number == FILES) {
        abort();
    }
    if (number == file_count) {
        files[number].dev = status.st_dev;
        files[number].ino = status.st_ino;
        file_count++;
    }
    /* Never freed: somebody may be looking at it. */
    files[number].path = strdup(path);
    return number;
}

static void track(int fd, const char *path, int flags) {
    if (fd >= 0 && fd < FDS) {
        int number = file_number(fd, path);
        struct iovec name = {(void *) path, strlen(path)};
        files_of[fd] = (flags & O_DSYNC) != 0 ? -(number + 1) : number + 1;
        note(OPEN, number, flags, fd, WHOLE, UNHARMED, &name, 1, (int64_t) name.iov_len);
    }
}

static int file_of(int fd) {
    int known = fd >= 0 && fd < FDS ? files_of[fd] : 0;
    int number = (known < 0 ? -known : known) - 1;
    return number;
}

static enum kind write_kind(int fd) {
    return files_of[fd] < 0 ? SYNCED_WRITE : WRITE;
}

/* The C library closes some descriptors by itself (closedir), and the next socket may get the number. */
static int is_still(int fd, int number) {
    struct stat status;
    return fstat(fd, &status) == 0 && files[number].dev == status.st_dev && files[number].ino == status.st_ino;
}

/* Without the lock; the result tells whether the operation is to be judged. */
static int is_ours(int fd) {
    begin();
    int number = control == NULL ? -1 : file_of(fd);
    if (number >= 0 && !is_still(fd, number)) {
        files_of[fd] = 0;
        number = -1;
    }
    return number >= 0 && counts(files[number].path);
}

/* Flags of an opening as the journal has them: with O_CREAT only if it makes the file. */
static int making(const char *path, int flags) {
    struct stat status;
    int missing = (flags & O_CREAT) != 0 && lstat(path, &status) != 0;
    return missing ? flags : flags & ~O_CREAT;
}

static int flags_of(const char *mode) {
    switch (mode[0]) {
        case 'w': return O_WRONLY | O_CREAT | O_TRUNC;
        case 'a': return O_WRONLY | O_CREAT | O_APPEND;
        default: return O_RDONLY;
    }
}

static int open_file(int at, const char *path, int flags, mode_t mode) {
    begin();
    (void) at;
    if (!is_below(path)) {
        return real_open(path, flags, mode);
    }
    pthread_mutex_lock(&lock);
    int fd = -1;
    int error = error_of(OPEN);
    if (!counts(path) || judge(OPEN) == UNHARMED) {
        int noted = making(path, flags);
        fd = real_open(path, flags, mode);
        error = errno;
        track(fd, path, noted);
    }
    pthread_mutex_unlock(&lock);
    errno = error;
    return fd;
}

static mode_t mode_of(int flags, va_list arguments) {
    return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
}

int open(const char *path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = mode_of(flags, arguments);
    va_end(arguments);
    return open_file(AT_FDCWD, path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = mode_of(flags, arguments);
    va_end(arguments);
    return open_file(AT_FDCWD, path, flags, mode);
}

static FILE *open_stream(const char *path, const char *mode) {
    begin();
    if (!is_below(path)) {
        return real_fopen(path, mode);
    }
    pthread_mutex_lock(&lock);
    FILE *stream = NULL;
    int error = error_of(OPEN);
    if (!counts(path) || judge(OPEN) == UNHARMED) {
        int noted = making(path, flags_of(mode));
        stream = real_fopen(path, mode);
        error = errno;
        if (stream != NULL) {
            track(fileno(stream), path, noted);
        }
    }
    pthread_mutex_unlock(&lock);
    errno = error;
    return stream;
}

FILE *fopen(const char *path, const char *mode) {
    return open_stream(path, mode);
}

FILE *fopen64(const char *path, const char *mode) {
    return open_stream(path, mode);
}

static void forget(int fd) {
    if (fd >= 0 && fd < FDS) {
        files_of[fd] = 0;
    }
}

int close(int fd) {
    begin();
    forget(fd);
    return real_close(fd);
}

int fclose(FILE *stream) {
    begin();
    forget(fileno(stream));
    return real_fclose(stream);
}

static ssize_t write_parts(int fd, const struct iovec *data, int parts, off_t offset, int positioned) {
    enum kind kind = write_kind(fd);
    delay(kind == SYNCED_WRITE ? SYNC : WRITE);
    pthread_mutex_lock(&lock);
    int file = file_of(fd);
    enum how how = judge(kind);
    int64_t bytes = 0;
    for (int i = 0; i < parts; i++) {
        bytes += (int64_t) data[i].iov_len;
    }
    off_t at = positioned ? offset : lseek(fd, 0, SEEK_CUR);
    ssize_t written = -1;
    int error = error_of(kind);
    if (how == SHORT) {
        bytes = (int64_t) data[0].iov_len / 2;
        written = positioned ? real_pwrite(fd, data[0].iov_base, (size_t) bytes, offset)
                : real_write(fd, data[0].iov_base, (size_t) bytes);
    } else if (how != ERROR) {
        written = positioned ? real_pwrite(fd, data[0].iov_base, data[0].iov_len, offset)
                : real_writev(fd, data, parts);
        error = errno;
    }
    note(kind, file, at, written, WHOLE, how, data, parts, written < 0 ? 0 : written);
    pthread_mutex_unlock(&lock);
    errno = error;
    return written;
}

ssize_t write(int fd, const void *data, size_t bytes) {
    if (!is_ours(fd)) {
        return real_write(fd, data, bytes);
    }
    struct iovec part = {(void *) data, bytes};
    return write_parts(fd, &part, 1, 0, 0);
}

ssize_t writev(int fd, const struct iovec *data, int parts) {
    return is_ours(fd) ? write_parts(fd, data, parts, 0, 0) : real_writev(fd, data, parts);
}

static ssize_t write_at(int fd, const void *data, size_t bytes, off_t offset) {
    if (!is_ours(fd)) {
        return real_pwrite(fd, data, bytes, offset);
    }
    struct iovec part = {(void *) data, bytes};
    return write_parts(fd, &part, 1, offset, 1);
}

ssize_t pwrite(int fd, const void *data, size_t bytes, off_t offset) {
    return write_at(fd, data, bytes, offset);
}

ssize_t pwrite64(int fd, const void *data, size_t bytes, off64_t offset) {
    return write_at(fd, data, bytes, offset);
}

/* A stream is buffered by the C library: what is noted here reaches the file a little later, at its close at the latest. */
size_t fwrite(const void *data, size_t size, size_t count, FILE *stream) {
    int fd = fileno(stream);
    if (!is_ours(fd)) {
        return real_fwrite(data, size, count, stream);
    }
    pthread_mutex_lock(&lock);
    enum how how = judge(WRITE);
    int error = error_of(WRITE);
    off_t at = ftello(stream);
    size_t written = 0;
    if (how == UNHARMED || how == SHORT) {
        written = real_fwrite(data, size, how == SHORT ? count / 2 : count, stream);
        error = how == SHORT ? error : errno;
    }
    struct iovec part = {(void *) data, written * size};
    note(WRITE, file_of(fd), at, (int64_t) (written * size), WHOLE, how, &part, 1, (int64_t) (written * size));
    pthread_mutex_unlock(&lock);
    errno = error;
    return written;
}

static int sync_file(int fd, int (*real)(int)) {
    begin();
    if (!is_ours(fd)) {
        return real(fd);
    }
    int file = file_of(fd);
    pthread_mutex_lock(&lock);
    enum how how = judge(SYNC);
    note(SYNC, file, fd, 0, BEGINS, how, NULL, 0, 0);
    int error = error_of(SYNC);
    pthread_mutex_unlock(&lock);
    delay(SYNC);
    int result = how == PRETENDED ? 0 : -1;
    if (how == UNHARMED) {
        result = real(fd);
        error = errno;
    }
    pthread_mutex_lock(&lock);
    note(SYNC, file, fd, result, ENDED, how, NULL, 0, 0);
    pthread_mutex_unlock(&lock);
    errno = error;
    return result;
}

int fsync(int fd) {
    begin();
    return sync_file(fd, real_fsync);
}

int fdatasync(int fd) {
    begin();
    return sync_file(fd, real_fdatasync);
}

static int truncate_file(int fd, off_t length) {
    if (!is_ours(fd)) {
        return real_ftruncate(fd, length);
    }
    pthread_mutex_lock(&lock);
    enum how how = judge(TRUNCATE);
    int error = error_of(TRUNCATE);
    int result = -1;
    if (how == UNHARMED) {
        result = real_ftruncate(fd, length);
        error = errno;
    }
    note(TRUNCATE, file_of(fd), length, result, WHOLE, how, NULL, 0, 0);
    pthread_mutex_unlock(&lock);
    errno = error;
    return result;
}

int ftruncate(int fd, off_t length) {
    return truncate_file(fd, length);
}

int ftruncate64(int fd, off64_t length) {
    return truncate_file(fd, length);
}

static int change_name(const char *from, const char *to) {
    pthread_mutex_lock(&lock);
    enum how how = counts(from) ? judge(NAME) : UNHARMED;
    int error = error_of(NAME);
    int result = -1;
    if (how == UNHARMED) {
        result = to == NULL ? real_unlink(from) : real_rename(from, to);
        error = errno;
        struct iovec names[3] = {{(void *) from, strlen(from)}, {(void *) "\n", to == NULL ? 0 : 1},
                {(void *) (to == NULL ? "" : to), to == NULL ? 0 : strlen(to)}};
        note(NAME, -1, 0, result, WHOLE, how, names, 3,
                (int64_t) (names[0].iov_len + names[1].iov_len + names[2].iov_len));
    }
    pthread_mutex_unlock(&lock);
    errno = error;
    return result;
}

int rename(const char *from, const char *to) {
    begin();
    return is_below(from) ? change_name(from, to) : real_rename(from, to);
}

int unlink(const char *path) {
    begin();
    return is_below(path) ? change_name(path, NULL) : real_unlink(path);
}

static int is_judged_unharmed(enum kind kind, const char *path) {
    return !counts(path) || judge(kind) == UNHARMED;
}

int link(const char *from, const char *to) {
    begin();
    if (!is_below(to)) {
        return real_link(from, to);
    }
    pthread_mutex_lock(&lock);
    int error = error_of(NAME);
    int result = -1;
    if (is_judged_unharmed(NAME, to)) {
        result = real_link(from, to);
        error = errno;
        struct iovec names[3] = {{(void *) from, strlen(from)}, {(void *) "\n", 1}, {(void *) to, strlen(to)}};
        note(NAME, -1, 1, result, WHOLE, UNHARMED, names, 3, (int64_t) (names[0].iov_len + 1 + names[2].iov_len));
    }
    pthread_mutex_unlock(&lock);
    errno = error;
    return result;
}

static int change_folder(const char *path, mode_t mode, int removed) {
    pthread_mutex_lock(&lock);
    int error = error_of(FOLDER);
    int result = -1;
    if (is_judged_unharmed(FOLDER, path)) {
        result = removed ? real_rmdir(path) : real_mkdir(path, mode);
        error = errno;
        struct iovec name = {(void *) path, strlen(path)};
        note(FOLDER, -1, removed, result, WHOLE, UNHARMED, &name, 1, (int64_t) name.iov_len);
    }
    pthread_mutex_unlock(&lock);
    errno = error;
    return result;
}

int mkdir(const char *path, mode_t mode) {
    begin();
    return is_below(path) ? change_folder(path, mode, 0) : real_mkdir(path, mode);
}

int rmdir(const char *path) {
    begin();
    return is_below(path) ? change_folder(path, 0, 1) : real_rmdir(path);
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    begin();
    int result = real_clock_gettime(clock, now);
    if (result == 0 && control != NULL && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
        now->tv_sec += control->ahead;
    }
    return result;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    (void) zone;
    struct timespec time;
    int result = clock_gettime(CLOCK_REALTIME, &time);
    now->tv_sec = time.tv_sec;
    now->tv_usec = time.tv_nsec / 1000;
    return result;
}

time_t time(time_t *now) {
    struct timespec time;
    clock_gettime(CLOCK_REALTIME, &time);
    if (now != NULL) {
        *now = time.tv_sec;
    }
    return time.tv_sec;
}
