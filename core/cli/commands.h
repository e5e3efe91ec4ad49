/* commands.h - one function a command; each gives what the process ends with. */
#ifndef BS_CLI_COMMANDS_H
#define BS_CLI_COMMANDS_H

#include "cli/options.h"

int bs_command_repl(const bs_options *options);
int bs_command_report(const bs_options *options);
int bs_command_run(const bs_options *options);

#endif
