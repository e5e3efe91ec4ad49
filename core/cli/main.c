/* main.c - the executable: picks a command and turns its status into an exit code. */
#include <stdio.h>
#include <string.h>

#include "broadsheet.h"

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        printf("broadsheet %s\n", bs_version());
        return 0;
    }
    fprintf(stderr, "broadsheet: no such command\n");
    return 2;
}
