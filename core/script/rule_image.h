/*
 * rule_image.h - the bundled rules as the programs that they become, in a file beside the
 * executable that made it.
 *
 * Rule files are Lua and take a tenth of a second to run; the image is their outcome, and takes
 * none. It holds for one executable, told by its build id, and for rule files with just these
 * bytes; for anything else it counts as missing, and the files are run.
 *
 *     header | bytes | places of pointers
 *
 * The bytes are structs as they lie in memory; each pointer in them is a place in the bytes + 1.
 */
#ifndef BS_SCRIPT_RULE_IMAGE_H
#define BS_SCRIPT_RULE_IMAGE_H

#include "base/arena.h"
#include "script/rule_host.h"

typedef struct bs_rule_image {
    bs_rule_host host;
    const bs_rule_example *examples;
    size_t example_count;
} bs_rule_image;

/* Writes it to `path`. BS_UNSUPPORTED where the executable has no build id. */
bs_status bs_rule_image_write(const bs_rule_image *image, const char *path, bs_error *error);

/* Reads the image at `path` into `arena`; false when there is none for the digest of `host` and
 * this executable, or no memory. */
bool bs_rule_image_read(const char *path, uint64_t digest, bs_arena *arena, bs_rule_image *image);

#endif
