/* file.c - see file.h. */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/str.h"

enum { REMOVE_DEPTH_MAX = 64 };

static bs_status fail_errno(bs_error *error, const char *path)
{
    return bs_fail(error, BS_IO, "%s: %s", path, strerror(errno));
}

/* Opens for reading and stats; folders and devices are refused. */
static bs_status open_plain(const char *path, int *handle, size_t *size, bs_error *error)
{
    int opened = open(path, O_RDONLY | O_CLOEXEC);
    struct stat facts;
    if (opened < 0 || fstat(opened, &facts) != 0) {
        bs_status status = fail_errno(error, path);
        if (opened >= 0)
            close(opened);
        return status;
    }
    if (!S_ISREG(facts.st_mode)) {
        close(opened);
        return bs_fail(error, BS_IO, "%s: not a plain file", path);
    }
    *handle = opened;
    *size = (size_t)facts.st_size;
    return BS_OK;
}

static bs_status read_handle(int handle, size_t size, const char *path, bs_arena *arena,
                             bs_str *contents, bs_error *error)
{
    char *data = bs_arena_alloc(arena, size + 1);
    if (!data)
        return bs_fail(error, BS_NO_MEMORY, "%s: out of memory", path);
    size_t done = 0;
    while (done < size) {
        ssize_t got = read(handle, data + done, size - done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return fail_errno(error, path);
        if (got == 0)
            break; /* it shrank meanwhile */
        done += (size_t)got;
    }
    data[done] = '\0';
    *contents = (bs_str){data, done};
    return BS_OK;
}

bs_status bs_file_read(const char *path, size_t size_max, bs_arena *arena, bs_str *contents,
                       bs_error *error)
{
    int handle;
    size_t size;
    bs_status status = open_plain(path, &handle, &size, error);
    if (status != BS_OK)
        return status;
    status = size > size_max ? bs_fail(error, BS_LIMIT, "%s: over %zu bytes", path, size_max)
                             : read_handle(handle, size, path, arena, contents, error);
    close(handle);
    return status;
}

bs_status bs_file_map(const char *path, bs_str *bytes, bs_error *error)
{
    int handle;
    size_t size;
    bs_status status = open_plain(path, &handle, &size, error);
    if (status != BS_OK)
        return status;
    void *data = NULL;
    if (size > 0) {
        data = mmap(NULL, size, PROT_READ, MAP_SHARED, handle, 0);
        if (data == MAP_FAILED)
            status = fail_errno(error, path);
    }
    close(handle);
    if (status == BS_OK)
        *bytes = (bs_str){size ? data : "", size};
    return status;
}

void bs_file_unmap(bs_str bytes)
{
    if (bytes.size)
        munmap((void *)(uintptr_t)bytes.data, bytes.size);
}

void bs_file_forget(bs_str bytes)
{
    if (bytes.size)
        madvise((void *)(uintptr_t)bytes.data, bytes.size, MADV_DONTNEED);
}

static bs_status write_handle(int handle, const char *path, bs_str contents, bs_error *error)
{
    for (size_t done = 0; done < contents.size;) {
        ssize_t put = write(handle, contents.data + done, contents.size - done);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return fail_errno(error, path);
        done += (size_t)put;
    }
    return BS_OK;
}

static bs_status write_aside(const char *path, const char *aside, bs_str contents, bs_error *error)
{
    int handle = open(aside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (handle < 0)
        return fail_errno(error, path);
    bs_status status = write_handle(handle, path, contents, error);
    if (status == BS_OK && fsync(handle) != 0)
        status = fail_errno(error, path);
    if (close(handle) != 0 && status == BS_OK)
        status = fail_errno(error, path);
    if (status == BS_OK && rename(aside, path) != 0)
        status = fail_errno(error, path);
    if (status != BS_OK)
        unlink(aside);
    return status;
}

/* Devices and pipes are written to; to rename a file over them would take them away. */
static bool is_special(const char *path)
{
    struct stat facts;
    return stat(path, &facts) == 0 && !S_ISREG(facts.st_mode) && !S_ISDIR(facts.st_mode);
}

static bs_status write_special(const char *path, bs_str contents, bs_error *error)
{
    int handle = open(path, O_WRONLY | O_CLOEXEC);
    if (handle < 0)
        return fail_errno(error, path);
    bs_status status = write_handle(handle, path, contents, error);
    if (close(handle) != 0 && status == BS_OK)
        status = fail_errno(error, path);
    return status;
}

bs_status bs_file_write(const char *path, bs_str contents, bs_error *error)
{
    if (is_special(path))
        return write_special(path, contents, error);
    bs_arena arena = {0};
    bs_str aside = bs_arena_print(&arena, "%s.%ld.part", path, (long)getpid());
    bs_str folder = {path, bs_path_name(bs_str_from(path)).data - path};
    folder = folder.size ? bs_arena_copy(&arena, folder) : BS_STR(".");
    bs_status status = aside.data && folder.data ? write_aside(path, aside.data, contents, error)
                                                 : bs_fail_memory(error);
    if (status == BS_OK)
        status = bs_file_sync_folder(folder.data, error);
    bs_arena_clear(&arena);
    return status;
}

bs_status bs_file_sync_folder(const char *path, bs_error *error)
{
    int handle = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle < 0)
        return fail_errno(error, path);
    /* Some file systems cannot sync a folder and say EINVAL; they need none. */
    bs_status status = fsync(handle) == 0 || errno == EINVAL ? BS_OK : fail_errno(error, path);
    close(handle);
    return status;
}

bs_status bs_file_make_folders(const char *path, bs_error *error)
{
    bs_arena arena = {0};
    bs_str copy = bs_arena_copy(&arena, bs_str_from(path));
    if (!copy.data)
        return bs_fail_memory(error);
    char *data = (char *)(uintptr_t)copy.data;
    bs_status status = BS_OK;
    for (size_t i = 1; i <= copy.size && status == BS_OK; i++) {
        if (i < copy.size && data[i] != '/')
            continue;
        char kept = data[i];
        data[i] = '\0';
        struct stat facts;
        if (mkdir(data, 0777) != 0 &&
            !(errno == EEXIST && stat(data, &facts) == 0 && S_ISDIR(facts.st_mode)))
            status = fail_errno(error, data);
        data[i] = kept;
    }
    bs_arena_clear(&arena);
    return status;
}

static bs_status remove_at(int folder, const char *name, int depth, bs_error *error)
{
    if (unlinkat(folder, name, 0) == 0 || errno == ENOENT)
        return BS_OK;
    if (errno != EISDIR && errno != EPERM)
        return fail_errno(error, name);
    if (depth == REMOVE_DEPTH_MAX)
        return bs_fail(error, BS_LIMIT, "%s: folders over %d deep", name, REMOVE_DEPTH_MAX);
    int handle = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *stream = handle < 0 ? NULL : fdopendir(handle);
    if (!stream) {
        bs_status status = fail_errno(error, name);
        if (handle >= 0)
            close(handle);
        return status;
    }
    bs_status status = BS_OK;
    for (struct dirent *entry; status == BS_OK && (entry = readdir(stream));)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            status = remove_at(handle, entry->d_name, depth + 1, error);
    closedir(stream);
    if (status == BS_OK && unlinkat(folder, name, AT_REMOVEDIR) != 0)
        status = fail_errno(error, name);
    return status;
}

bs_status bs_file_remove(const char *path, bs_error *error)
{
    return remove_at(AT_FDCWD, path, 0, error);
}

static bs_status list_names(DIR *stream, bs_arena *arena, bs_strs *names, bs_error *error)
{
    for (struct dirent *entry; (entry = readdir(stream));) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        bs_str *name = bs_array_push(names);
        if (!name)
            return bs_fail_memory(error);
        *name = bs_arena_copy(arena, bs_str_from(entry->d_name));
        if (!name->data)
            return bs_fail_memory(error);
    }
    if (names->count)
        qsort(names->items, names->count, sizeof *names->items, bs_str_compare_items);
    return BS_OK;
}

bs_status bs_file_list(const char *path, bs_arena *arena, bs_strs *names, bs_error *error)
{
    DIR *stream = opendir(path);
    if (!stream)
        return fail_errno(error, path);
    bs_strs found = {0};
    bs_status status = list_names(stream, arena, &found, error);
    closedir(stream);
    if (status == BS_OK)
        *names = found;
    else
        bs_array_free(&found);
    return status;
}

bs_str bs_path_join(bs_arena *arena, bs_str folder, bs_str name)
{
    while (folder.size > 1 && folder.data[folder.size - 1] == '/')
        folder.size--;
    const char *slash = folder.size == 0 || folder.data[folder.size - 1] == '/' ? "" : "/";
    return bs_arena_print(arena, "%.*s%s%.*s", BS_STR_ARG(folder), slash, BS_STR_ARG(name));
}

bs_str bs_path_name(bs_str path)
{
    const char *slash = path.size ? memrchr(path.data, '/', path.size) : NULL;
    if (!slash)
        return path;
    return (bs_str){slash + 1, (size_t)(path.data + path.size - slash - 1)};
}

bs_str bs_path_ending(bs_str name)
{
    name = bs_path_name(name);
    const char *dot = name.size ? memrchr(name.data, '.', name.size) : NULL;
    if (!dot || dot == name.data)
        return BS_STR("");
    return (bs_str){dot + 1, (size_t)(name.data + name.size - dot - 1)};
}
