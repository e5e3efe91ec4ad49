/* commands.h - one function a command; each gives what the process ends with. */
#ifndef BS_CLI_COMMANDS_H
#define BS_CLI_COMMANDS_H

#include "cli/options.h"

int bs_command_annotate(const bs_options *options);
int bs_command_build(const bs_options *options);
int bs_command_compile(const bs_options *options);
int bs_command_check(const bs_options *options);
int bs_command_export(const bs_options *options);
int bs_command_find(const bs_options *options);
int bs_command_info(const bs_options *options);
int bs_command_read(const bs_options *options);
int bs_command_repl(const bs_options *options);
int bs_command_report(const bs_options *options);
int bs_command_run(const bs_options *options);
int bs_command_train(const bs_options *options);

#endif
