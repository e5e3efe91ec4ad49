/* command_compile.c - broadsheet compile: the bundled rules as the programs that they become. */
#include "base/error.h"
#include "base/home.h"
#include "base/str.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "script/rule_host.h"

int bs_command_compile(const bs_options *options)
{
    bs_error error;
    bs_arena arena = {0};
    bs_str home;
    bs_status status = options->output ? BS_OK
                                       : bs_fail(&error, BS_MISUSE,
                                                 "compile needs -o FILE, the image that it writes");
    if (status == BS_OK)
        status = bs_home_find(&arena, &home, &error);
    if (status == BS_OK)
        status = bs_rules_write_image(home, options->output, &error);
    bs_arena_clear(&arena);
    return status == BS_OK ? BS_EXIT_DONE : bs_console_fail(&error);
}
