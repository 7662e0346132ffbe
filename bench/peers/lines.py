"""One JSON message a line on the standard input, one answer a line on the standard output."""
import json
import sys
import traceback


def serve(entrant):
    """Answers {"open": job, "options": {...}} and {"run": steps} until the input ends."""
    for line in sys.stdin:
        message = json.loads(line)
        try:
            answer = entrant.open(message['open'], message['options']) if 'open' in message else entrant.run(message['run'])
        except Exception as error:  # told to the driving script, which writes it into the table
            traceback.print_exc()
            answer = {'error': '%s: %s' % (type(error).__name__, error)}
        print(json.dumps(answer), flush=True)
