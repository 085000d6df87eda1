// SPDX-License-Identifier: GPL-3.0-or-later
// A library to be preloaded: the k-th call of a kind fails with a chosen errno, and so do all later ones if
// asked for. Told by the environment:
//     BATHYSCOPE_FAULT=read:3:5     the third read gives EIO (5); read:3+:5: from the third on
//     BATHYSCOPE_FAULT_WHERE=/a:/b  only calls on files whose path holds one of these count; all where it is
//     unset BATHYSCOPE_FAULT_BYTES=262144 the smallest allocation that counts BATHYSCOPE_FAULT_LOG=FILE is
//     told of each fault, and at the end how many calls of each kind there were
// Kinds: open, read, write, fsync, rename (also link and symlink), stat, mkdir, alloc.

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

// The C library's own, which the functions below stand in front of.
extern "C" {
void* __libc_malloc(size_t size); // NOLINT(*-reserved-identifier)
void* __libc_calloc(size_t count, size_t size); // NOLINT(*-reserved-identifier)
void* __libc_realloc(void* pointer, size_t size); // NOLINT(*-reserved-identifier)
void* __libc_memalign(size_t alignment, size_t size); // NOLINT(*-reserved-identifier)
}

namespace {

enum Kind
{
    Open,
    Read,
    Write,
    Fsync,
    Rename,
    Stat,
    Mkdir,
    Alloc,
    NumKinds
};

constexpr std::array<const char*, NumKinds> kindNames {"open",   "read", "write", "fsync",
                                                       "rename", "stat", "mkdir", "alloc"};

/// What the environment asks for. Filled before main(), read by all threads afterwards; no memory of the
/// heap.
struct Plan
{
    bool isActive = false;
    int kind = -1;
    long first = 0;
    bool isLasting = false;
    int errorNumber = 0;
    size_t leastBytes = size_t {256} << 10U;
    const char* where = nullptr;
    int log = -1;
};

Plan plan;
std::array<std::atomic<long>, NumKinds> numCalls {};
thread_local bool isInside = false; // of the shim's own calls

void note(const char* text)
{
    if (plan.log >= 0) {
        const ssize_t ignored = syscall(SYS_write, plan.log, text, strlen(text));
        static_cast<void>(ignored);
    }
}

bool isWatched(const char* path)
{
    if (plan.where == nullptr) {
        return true;
    }
    for (const char* piece = plan.where; path != nullptr;) {
        const char* end = strchrnul(piece, ':');
        const auto size = static_cast<size_t>(end - piece);
        if (size > 0 && memmem(path, strlen(path), piece, size) != nullptr) {
            return true;
        }
        if (*end == '\0') {
            return false;
        }
        piece = end + 1;
    }
    return false;
}

/// True where this call is to fail; errno is set then.
bool fails(Kind kind, const char* path)
{
    if (!plan.isActive || isInside || (kind != Alloc && !isWatched(path))) {
        return false;
    }
    const long number = ++numCalls[kind];
    if (kind != plan.kind || (plan.isLasting ? number < plan.first : number != plan.first)) {
        return false;
    }
    isInside = true;
    std::array<char, 1200> line {};
    snprintf(line.data(), line.size(), "fault %s %.1000s\n", kindNames[kind], path != nullptr ? path : "");
    note(line.data());
    isInside = false;
    errno = plan.errorNumber;
    return true;
}

bool failsAt(Kind kind, int descriptor)
{
    if (!plan.isActive || isInside) {
        return false;
    }
    std::array<char, 64> link {};
    std::array<char, 1024> path {};
    snprintf(link.data(), link.size(), "/proc/self/fd/%d", descriptor);
    const long size = syscall(SYS_readlinkat, AT_FDCWD, link.data(), path.data(), path.size() - 1);
    return fails(kind, size > 0 ? path.data() : "");
}

/// The function of that name behind this library.
template <typename Function>
Function* next(const char* name)
{
    return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

__attribute__((constructor)) void begin()
{
    const char* fault = getenv("BATHYSCOPE_FAULT");
    const char* log = getenv("BATHYSCOPE_FAULT_LOG");
    if (log != nullptr) {
        plan.log = static_cast<int>(
            syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644));
        // Out of the way of a program that counts its descriptors.
        const long high = syscall(SYS_fcntl, plan.log, F_DUPFD_CLOEXEC, 900);
        if (high >= 0) {
            syscall(SYS_close, plan.log);
            plan.log = static_cast<int>(high);
        }
    }
    plan.where = getenv("BATHYSCOPE_FAULT_WHERE");
    if (const char* bytes = getenv("BATHYSCOPE_FAULT_BYTES")) {
        plan.leastBytes = strtoul(bytes, nullptr, 10);
    }
    if (fault != nullptr) {
        for (int kind = 0; kind < NumKinds; ++kind) {
            const size_t size = strlen(kindNames[static_cast<size_t>(kind)]);
            if (strncmp(fault, kindNames[static_cast<size_t>(kind)], size) == 0 && fault[size] == ':') {
                char* end = nullptr;
                plan.kind = kind;
                plan.first = strtol(fault + size + 1, &end, 10);
                plan.isLasting = *end == '+';
                end += plan.isLasting ? 1 : 0;
                plan.errorNumber = *end == ':' ? static_cast<int>(strtol(end + 1, nullptr, 10)) : EIO;
            }
        }
    }
}

using Main = int(int, char**, char**);
Main* programMain = nullptr;

/// Nothing fails before the program itself begins: what its libraries do then is not the program's to mend.
int watchedMain(int argc, char** argv, char** environment)
{
    plan.isActive = true;
    return programMain(argc, argv, environment);
}

__attribute__((destructor)) void end()
{
    for (size_t kind = 0; kind < NumKinds; ++kind) {
        std::array<char, 64> line {};
        snprintf(line.data(), line.size(), "calls %s %ld\n", kindNames[kind], numCalls[kind].load());
        note(line.data());
    }
}

/// OpenBLAS ends the process where it has no memory for its own bookkeeping, and says so itself.
bool isOfBlas(const void* caller)
{
    Dl_info info {};
    isInside = true;
    const bool isBlas =
        dladdr(caller, &info) != 0 && info.dli_fname != nullptr && strstr(info.dli_fname, "blas") != nullptr;
    isInside = false;
    return isBlas;
}

bool failsToAllocate(size_t size, const void* caller)
{
    return size >= plan.leastBytes && plan.isActive && !isInside && !isOfBlas(caller)
        && fails(Alloc, nullptr);
}

mode_t modeOf(int flags, va_list arguments)
{
    const bool hasMode = (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE;
    return hasMode ? va_arg(arguments, mode_t) : 0;
}

} // namespace

// The names and parameters are the C library's.
// NOLINTBEGIN
extern "C" {

using Nothing = void();
using StartMain = int(Main*, int, char**, Nothing*, Nothing*, Nothing*, void*);

int __libc_start_main(Main* main, int argc, char** argv, Nothing* init, Nothing* fini, Nothing* loaderFini,
                      void* stackEnd)
{
    programMain = main;
    return next<StartMain>("__libc_start_main")(watchedMain, argc, argv, init, fini, loaderFini, stackEnd);
}

/// A library that is loaded later begins undisturbed, too.
void* dlopen(const char* file, int mode)
{
    isInside = true;
    void* library = next<void*(const char*, int)>("dlopen")(file, mode);
    isInside = false;
    return library;
}

void* malloc(size_t size)
{
    return failsToAllocate(size, __builtin_return_address(0)) ? nullptr : __libc_malloc(size);
}

void* calloc(size_t count, size_t size)
{
    return failsToAllocate(count * size, __builtin_return_address(0)) ? nullptr : __libc_calloc(count, size);
}

void* realloc(void* pointer, size_t size)
{
    return failsToAllocate(size, __builtin_return_address(0)) ? nullptr : __libc_realloc(pointer, size);
}

void* memalign(size_t alignment, size_t size)
{
    return failsToAllocate(size, __builtin_return_address(0)) ? nullptr : __libc_memalign(alignment, size);
}

void* aligned_alloc(size_t alignment, size_t size)
{
    return failsToAllocate(size, __builtin_return_address(0)) ? nullptr : __libc_memalign(alignment, size);
}

int posix_memalign(void** pointer, size_t alignment, size_t size)
{
    void* allocated =
        failsToAllocate(size, __builtin_return_address(0)) ? nullptr : __libc_memalign(alignment, size);
    if (allocated == nullptr) {
        return ENOMEM;
    }
    *pointer = allocated;
    return 0;
}

#define BATHYSCOPE_OPEN(name, next_arguments, ...)                                                           \
    int name(__VA_ARGS__, int flags, ...)                                                                    \
    {                                                                                                        \
        va_list arguments;                                                                                   \
        va_start(arguments, flags);                                                                          \
        const mode_t mode = modeOf(flags, arguments);                                                        \
        va_end(arguments);                                                                                   \
        return fails(Open, path) ? -1                                                                        \
                                 : static_cast<int>(syscall(SYS_openat, next_arguments, path, flags, mode)); \
    }
BATHYSCOPE_OPEN(open, AT_FDCWD, const char* path)
BATHYSCOPE_OPEN(open64, AT_FDCWD, const char* path)
BATHYSCOPE_OPEN(openat, folder, int folder, const char* path)
BATHYSCOPE_OPEN(openat64, folder, int folder, const char* path)

int __open_2(const char* path, int flags)
{
    return open(path, flags);
}

int __open64_2(const char* path, int flags)
{
    return open(path, flags);
}

int mkostemp(char* name, int flags)
{
    return fails(Open, name) ? -1 : next<int(char*, int)>("mkostemp")(name, flags);
}

int mkostemp64(char* name, int flags)
{
    return mkostemp(name, flags);
}

FILE* fopen(const char* path, const char* mode)
{
    return fails(Open, path) ? nullptr : next<FILE*(const char*, const char*)>("fopen")(path, mode);
}

FILE* fopen64(const char* path, const char* mode)
{
    return fopen(path, mode);
}

DIR* opendir(const char* path)
{
    return fails(Open, path) ? nullptr : next<DIR*(const char*)>("opendir")(path);
}

ssize_t read(int descriptor, void* buffer, size_t size)
{
    return failsAt(Read, descriptor) ? -1
                                     : next<ssize_t(int, void*, size_t)>("read")(descriptor, buffer, size);
}

ssize_t pread(int descriptor, void* buffer, size_t size, off_t offset)
{
    return failsAt(Read, descriptor)
        ? -1
        : next<ssize_t(int, void*, size_t, off_t)>("pread")(descriptor, buffer, size, offset);
}

ssize_t pread64(int descriptor, void* buffer, size_t size, off64_t offset)
{
    return pread(descriptor, buffer, size, offset);
}

ssize_t __read_chk(int descriptor, void* buffer, size_t size, size_t /*bufferSize*/)
{
    return read(descriptor, buffer, size);
}

ssize_t write(int descriptor, const void* buffer, size_t size)
{
    return failsAt(Write, descriptor)
        ? -1
        : next<ssize_t(int, const void*, size_t)>("write")(descriptor, buffer, size);
}

ssize_t pwrite(int descriptor, const void* buffer, size_t size, off_t offset)
{
    return failsAt(Write, descriptor)
        ? -1
        : next<ssize_t(int, const void*, size_t, off_t)>("pwrite")(descriptor, buffer, size, offset);
}

ssize_t pwrite64(int descriptor, const void* buffer, size_t size, off64_t offset)
{
    return pwrite(descriptor, buffer, size, offset);
}

ssize_t writev(int descriptor, const iovec* pieces, int count)
{
    return failsAt(Write, descriptor)
        ? -1
        : next<ssize_t(int, const iovec*, int)>("writev")(descriptor, pieces, count);
}

int fsync(int descriptor)
{
    return failsAt(Fsync, descriptor) ? -1 : next<int(int)>("fsync")(descriptor);
}

int fdatasync(int descriptor)
{
    return failsAt(Fsync, descriptor) ? -1 : next<int(int)>("fdatasync")(descriptor);
}

int rename(const char* from, const char* to)
{
    return fails(Rename, to) ? -1 : next<int(const char*, const char*)>("rename")(from, to);
}

int link(const char* from, const char* to)
{
    return fails(Rename, to) ? -1 : next<int(const char*, const char*)>("link")(from, to);
}

int linkat(int fromFolder, const char* from, int toFolder, const char* to, int flags)
{
    return fails(Rename, to)
        ? -1
        : next<int(int, const char*, int, const char*, int)>("linkat")(fromFolder, from, toFolder, to, flags);
}

int symlink(const char* target, const char* path)
{
    return fails(Rename, path) ? -1 : next<int(const char*, const char*)>("symlink")(target, path);
}

int mkdir(const char* path, mode_t mode)
{
    return fails(Mkdir, path) ? -1 : next<int(const char*, mode_t)>("mkdir")(path, mode);
}

int stat(const char* path, struct stat* status)
{
    return fails(Stat, path) ? -1 : next<int(const char*, struct stat*)>("stat")(path, status);
}

int stat64(const char* path, struct stat64* status)
{
    return fails(Stat, path) ? -1 : next<int(const char*, struct stat64*)>("stat64")(path, status);
}

int lstat(const char* path, struct stat* status)
{
    return fails(Stat, path) ? -1 : next<int(const char*, struct stat*)>("lstat")(path, status);
}

int lstat64(const char* path, struct stat64* status)
{
    return fails(Stat, path) ? -1 : next<int(const char*, struct stat64*)>("lstat64")(path, status);
}

int fstat(int descriptor, struct stat* status)
{
    return failsAt(Stat, descriptor) ? -1 : next<int(int, struct stat*)>("fstat")(descriptor, status);
}

int fstat64(int descriptor, struct stat64* status)
{
    return failsAt(Stat, descriptor) ? -1 : next<int(int, struct stat64*)>("fstat64")(descriptor, status);
}

int fstatat(int folder, const char* path, struct stat* status, int flags)
{
    return fails(Stat, path)
        ? -1
        : next<int(int, const char*, struct stat*, int)>("fstatat")(folder, path, status, flags);
}

int fstatat64(int folder, const char* path, struct stat64* status, int flags)
{
    return fails(Stat, path)
        ? -1
        : next<int(int, const char*, struct stat64*, int)>("fstatat64")(folder, path, status, flags);
}

int statx(int folder, const char* path, int flags, unsigned mask, struct statx* status)
{
    return fails(Stat, path) ? -1
                             : next<int(int, const char*, int, unsigned, struct statx*)>("statx")(
                                 folder, path, flags, mask, status);
}

} // extern "C"
// NOLINTEND
