/* litter.c - see litter.h. */
#include "read/litter.h"

#include "base/str.h"

const char *bs_litter_name(bs_str name)
{
    if (bs_str_equal(name, BS_STR(".")) || bs_str_equal(name, BS_STR("..")))
        return NULL; /* parts of a path, no names */
    if (bs_str_starts(name, BS_STR("._")))
        return "a macOS twin (._*) that holds attributes, no text";
    /* A prefix: tools that convert whole folders leave names such as .DS_Store-to-UTF-8.txt. */
    if (bs_str_starts(name, BS_STR(".DS_Store")))
        return "folder settings of macOS";
    if (bs_str_equal(name, BS_STR("__MACOSX")))
        return "a folder of macOS attributes";
    if (bs_str_equal_nocase(name, BS_STR("Thumbs.db")))
        return "thumbnails of Windows";
    if (bs_str_equal_nocase(name, BS_STR("desktop.ini")))
        return "folder settings of Windows";
    if (bs_str_starts(name, BS_STR("~$")))
        return "a lock file of an office program";
    if (bs_str_ends(name, BS_STR(".swp")))
        return "a swap file of an editor";
    if (name.size > 0 && name.data[0] == '.')
        return "hidden (its name begins with a dot)";
    return NULL;
}

const char *bs_litter_path(bs_str path)
{
    bs_str rest = path, part;
    while (bs_str_cut(&rest, '/', &part)) {
        const char *reason = bs_litter_name(part);
        if (reason)
            return reason;
    }
    return NULL;
}
