/* home.c - see home.h. */
#include "base/home.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/error.h"
#include "base/file.h"
#include "base/str.h"

static bool is_home(bs_arena *arena, bs_str folder)
{
    bs_str reports = bs_path_join(arena, folder, BS_STR("scripts/reports"));
    bs_str data = bs_path_join(arena, folder, BS_STR("data"));
    return reports.data && data.data && access(reports.data, R_OK) == 0 &&
           access(data.data, R_OK) == 0;
}

bs_str bs_home_executable(bs_arena *arena)
{
    char path[4096];
    ssize_t size = readlink("/proc/self/exe", path, sizeof path);
    if (size <= 0 || size == (ssize_t)sizeof path)
        return (bs_str){NULL, 0};
    bs_str executable = {path, (size_t)size};
    return bs_arena_copy(arena, (bs_str){path, (size_t)(bs_path_name(executable).data - path)});
}

/* "<prefix>/share/broadsheet" for an executable in "<prefix>/bin". */
static bs_str beside_executable(bs_arena *arena)
{
    bs_str folder = bs_home_executable(arena);
    return folder.data ? bs_path_join(arena, folder, BS_STR("../share/broadsheet")) : folder;
}

bs_status bs_home_find(bs_arena *arena, bs_str *home, bs_error *error)
{
    const char *given = getenv("BROADSHEET_HOME");
    if (given) {
        bs_str folder = bs_arena_copy(arena, bs_str_from(given));
        if (!folder.data || !is_home(arena, folder))
            return bs_fail(error, BS_IO, "BROADSHEET_HOME=%s holds no scripts/reports and data",
                           given);
        *home = folder;
        return BS_OK;
    }
    bs_str places[] = {beside_executable(arena), BS_STR(BS_SOURCE_HOME), BS_STR(BS_INSTALL_HOME)};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        if (places[i].data && is_home(arena, places[i])) {
            *home = places[i];
            return BS_OK;
        }
    }
    return bs_fail(error, BS_IO,
                   "the bundled scripts and data are not at %s; set BROADSHEET_HOME to the folder "
                   "that holds scripts/ and data/",
                   BS_INSTALL_HOME);
}
