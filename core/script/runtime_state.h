/* runtime_state.h - the inside of a script, for the files that make up the runtime. */
#ifndef BS_SCRIPT_RUNTIME_STATE_H
#define BS_SCRIPT_RUNTIME_STATE_H

#include <signal.h>

#include "base/str.h"
#include "script/runtime.h"

/* A coroutine that runs now, and the one that resumed it. Links lie on the C stack. */
typedef struct bs_running {
    lua_State *thread;
    struct bs_running *volatile resumer;
} bs_running;

typedef enum bs_stop {
    BS_STOP_NONE,
    BS_STOP_INTERRUPT,
    BS_STOP_MEMORY, /* over the limit, unless a collection helps */
    BS_STOP_SPENT,  /* it did not help: the script has to end */
} bs_stop;

struct bs_script {
    lua_State *state;
    bs_running main;
    bs_running *volatile running; /* the innermost; read by the signal handler */
    volatile sig_atomic_t stop;   /* bs_stop: why the hook is armed */
    size_t used, memory_max;
    unsigned call_depth; /* of bs_script_call() */
    bs_script_options options;
    bs_arena arena;
    bs_str home;
    bs_buffer trace;
};

/* Arms the hook that stops whatever runs. Async-signal-safe. */
void bs_script_stop(bs_script *script, bs_stop reason);

/* What lua_pcall() calls on errors: adds a traceback. Upvalue-free. */
int bs_script_traceback(lua_State *L);

/* coroutine.resume, .wrap and xpcall that an interrupt can reach. */
void bs_open_coroutine(lua_State *L);
/* Takes away what starts programs, loads machine code or changes the process. */
void bs_open_sandbox(lua_State *L);
/* os.exit and package.path, in both modes. */
void bs_open_process(lua_State *L);

#endif
