/*
 * file.h - whole files: read, mapped, and written so that a crash leaves the old or the new.
 */
#ifndef BS_BASE_FILE_H
#define BS_BASE_FILE_H

#include "base/arena.h"
#include "base/array.h"
#include "broadsheet.h"

/* The whole of `path`, in `arena`, with a NUL behind it. BS_LIMIT when it is over `size_max`. */
bs_status bs_file_read(const char *path, size_t size_max, bs_arena *arena, bs_str *contents,
                       bs_error *error);

/* A file mapped read-only. `bytes` stays valid until bs_file_unmap(); empty files are fine. */
bs_status bs_file_map(const char *path, bs_str *bytes, bs_error *error);
void bs_file_unmap(bs_str bytes);
/* Lets go of the memory that the bytes which were read take; they can be read again. */
void bs_file_forget(bs_str bytes);

/* Writes `contents` beside `path`, syncs, renames over it, and syncs the folder. A device or a pipe
 * is written to as it is. */
bs_status bs_file_write(const char *path, bs_str contents, bs_error *error);

/* fsync of a folder, so that a rename in it survives a crash. */
bs_status bs_file_sync_folder(const char *path, bs_error *error);

/* Makes `path` and the folders above it where they are missing. */
bs_status bs_file_make_folders(const char *path, bs_error *error);

/* Removes a file, or a folder with all that is in it; nothing there is no failure. Links are
 * removed and not followed. */
bs_status bs_file_remove(const char *path, bs_error *error);

/* Names in the folder `path` (without "." and ".."), in byte order, copied into `arena`. The caller
 * frees `names` with bs_array_free(). */
bs_status bs_file_list(const char *path, bs_arena *arena, bs_strs *names, bs_error *error);

/* "folder/name" with one slash between, in `arena`. */
bs_str bs_path_join(bs_arena *arena, bs_str folder, bs_str name);
bs_str bs_path_name(bs_str path);   /* behind the last slash */
bs_str bs_path_ending(bs_str name); /* behind the last dot of the name, "" if there is none */

#endif
