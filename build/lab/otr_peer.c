// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.
//
// libotr behind a line protocol on standard input and output: a foreign OTR client for tests.
//   otr_peer [--me NAME] [--peer NAME] [--folder DIR] [--mms N] [--policy v2|v3|v2v3|always|opportunistic]
// What it keeps is in the folder, in files named as Pidgin names them: otr.private_key, otr.instance_tags and
// otr.fingerprints, all written by libotr.
// In, one command a line (\n, \r and \\ inside a value are escaped); each is answered by its events and then `ok
// COMMAND`:
//   recv WIRE | send TEXT | query | finish | smp SECRET | smpq QUESTION|SECRET | smpanswer SECRET | smpabort | symkey
//   mms N | state | quit
// Out:
//   inject WIRE | plain TEXT | encrypted TEXT | tlv type=N len=N | newfingerprint HEX | secure | insecure |
//   still_secure state plaintext|encrypted|finished version=N fingerprint=HEX mine=HEX ssid=HEX instag=HEX ...
//   smp_request [question QUESTION] | smp inprogress N|success|fail|aborted|cheated|error | symkey use=N key=HEX
//   event NAME ... | error TEXT | ok COMMAND

#include <gcrypt.h>
#include <libotr/proto.h>
#include <libotr/privkey.h>
#include <libotr/message.h>
#include <libotr/userstate.h>
#include <libotr/instag.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static OtrlUserState us;
static const char *me = "me@lab", *peer = "peer@lab", *proto = "lab";
static char *keyf, *tagf, *fpf;
static int mms = 0;
static OtrlPolicy pol =
    OTRL_POLICY_ALLOW_V2 | OTRL_POLICY_ALLOW_V3 | OTRL_POLICY_WHITESPACE_START_AKE | OTRL_POLICY_ERROR_START_AKE;
static void put(const char *kind, const char *s) {
  fputs(kind, stdout);
  putchar(' ');
  for (; s && *s; s++) {
    if (*s == '\n')
      fputs("\\n", stdout);
    else if (*s == '\r')
      fputs("\\r", stdout);
    else if (*s == '\\')
      fputs("\\\\", stdout);
    else
      putchar(*s);
  }
  putchar('\n');
}

static char *unesc(char *s) {
  char *r = s, *w = s;
  for (; *r; r++)
    if (*r == '\\' && r[1]) {
      r++;
      *w++ = *r == 'n' ? '\n' : *r == 'r' ? '\r' : *r;
    } else
      *w++ = *r;
  *w = 0;
  return s;
}

static void hex(char *o, const unsigned char *b, size_t n) {
  for (size_t i = 0; i < n; i++)
    sprintf(o + 2 * i, "%02x", b[i]);
}

static ConnContext *ctx(void) {
  return otrl_context_find(us, peer, me, proto, OTRL_INSTAG_BEST, 1, NULL, NULL, NULL);
}

static void state(const char *why) {
  ConnContext *c = ctx();
  char fp[41] = "", mf[OTRL_PRIVKEY_FPRINT_HUMAN_LEN] = "", ses[41] = "";
  if (c->active_fingerprint && c->active_fingerprint->fingerprint)
    hex(fp, c->active_fingerprint->fingerprint, 20);
  otrl_privkey_fingerprint(us, mf, me, proto);
  if (c->msgstate == OTRL_MSGSTATE_ENCRYPTED)
    hex(ses, c->sessionid, c->sessionid_len);
  for (char *p = mf, *q = mf;; p++) {
    if (*p != ' ')
      *q++ = *p >= 'A' && *p <= 'F' ? *p + 32 : *p;
    if (!*p)
      break;
  }
  printf(
      "state %s why=%s version=%u fingerprint=%s mine=%s ssid=%s ssid_half=%d instag=%08x their_instag=%08x trust=%s\n",
      c->msgstate == OTRL_MSGSTATE_ENCRYPTED  ? "encrypted"
      : c->msgstate == OTRL_MSGSTATE_FINISHED ? "finished"
                                              : "plaintext",
      why, c->protocol_version, fp, mf, ses, c->sessionid_half, c->our_instance, c->their_instance,
      c->active_fingerprint && c->active_fingerprint->trust ? c->active_fingerprint->trust : "");
}

static OtrlPolicy op_policy(void *d, ConnContext *c) {
  return pol;
}

static void op_create_privkey(void *d, const char *a, const char *p) {
  otrl_privkey_generate(us, keyf, a, p);
}

static void op_create_instag(void *d, const char *a, const char *p) {
  otrl_instag_generate(us, tagf, a, p);
}

static int op_logged(void *d, const char *a, const char *p, const char *r) {
  return 1;
}

static void op_inject(void *d, const char *a, const char *p, const char *r, const char *m) {
  put("inject", m);
}

static void op_nop(void *d) {
}

static void op_newfp(void *d, OtrlUserState u, const char *a, const char *p, const char *un, unsigned char fp[20]) {
  char h[41];
  hex(h, fp, 20);
  printf("newfingerprint %s\n", h);
}

static void op_secure(void *d, ConnContext *c) {
  puts("secure");
  state("gone_secure");
}

static void op_insecure(void *d, ConnContext *c) {
  puts("insecure");
  state("gone_insecure");
}

static void op_still(void *d, ConnContext *c, int r) {
  printf("still_secure reply=%d\n", r);
  state("still_secure");
}

static void op_writefps(void *d) {
  gcry_error_t e = otrl_privkey_write_fingerprints(us, fpf);
  if (e)
    put("error", gcry_strerror(e));
}

static int op_mms(void *d, ConnContext *c) {
  return mms;
}

static void op_symkey(void *d, ConnContext *c, unsigned int use, const unsigned char *ud, size_t n,
                      const unsigned char *k) {
  char h[65];
  hex(h, k, 32);
  printf("symkey use=%u key=%s\n", use, h);
}

static const char *op_err(void *d, ConnContext *c, OtrlErrorCode e) {
  static char b[64];
  snprintf(b, sizeof b, "libotr error code %d", (int)e);
  return b;
}

static void op_errfree(void *d, const char *m) {
}

static const char *evn[] = {"none",
                            "encryption_required",
                            "encryption_error",
                            "connection_ended",
                            "setup_error",
                            "msg_reflected",
                            "msg_resent",
                            "rcvdmsg_not_in_private",
                            "rcvdmsg_unreadable",
                            "rcvdmsg_malformed",
                            "log_heartbeat_rcvd",
                            "log_heartbeat_sent",
                            "rcvdmsg_general_err",
                            "rcvdmsg_unencrypted",
                            "rcvdmsg_unrecognized",
                            "rcvdmsg_for_other_instance"};
static void op_event(void *d, OtrlMessageEvent e, ConnContext *c, const char *m, gcry_error_t err) {
  char b[512];
  snprintf(b, sizeof b, "%s %s%s%s", e <= OTRL_MSGEVENT_RCVDMSG_FOR_OTHER_INSTANCE ? evn[e] : "?", m ? m : "",
           err ? " err=" : "", err ? gcry_strerror(err) : "");
  put("event", b);
}

static OtrlMessageAppOps ops;
static void op_smp(void *d, OtrlSMPEvent e, ConnContext *c, unsigned short pc, char *q) {
  switch (e) {
  case OTRL_SMPEVENT_ASK_FOR_SECRET:
    puts("smp_request");
    break;
  case OTRL_SMPEVENT_ASK_FOR_ANSWER:
    put("smp_request question", q);
    break;
  case OTRL_SMPEVENT_IN_PROGRESS:
    printf("smp inprogress %u\n", pc);
    break;
  case OTRL_SMPEVENT_SUCCESS:
    puts("smp success");
    break;
  case OTRL_SMPEVENT_FAILURE:
    puts("smp fail");
    break;
  case OTRL_SMPEVENT_ABORT:
    puts("smp aborted");
    break;
  case OTRL_SMPEVENT_CHEATED:
    puts("smp cheated");
    otrl_message_abort_smp(us, &ops, NULL, c);
    break;
  case OTRL_SMPEVENT_ERROR:
    puts("smp error");
    otrl_message_abort_smp(us, &ops, NULL, c);
    break;
  default:
    printf("smp event %d\n", (int)e);
  }
}

static OtrlMessageAppOps ops = {op_policy,   op_create_privkey, op_logged,        op_inject,  op_nop, op_newfp,
                                op_writefps, op_secure,         op_insecure,      op_still,   op_mms, NULL,
                                NULL,        op_symkey,         op_err,           op_errfree, NULL,   NULL,
                                op_smp,      op_event,          op_create_instag, NULL,       NULL,   NULL};

static char *path(const char *folder, const char *name) {
  size_t n = strlen(folder) + strlen(name) + 2;
  char *p = malloc(n);
  snprintf(p, n, "%s/%s", folder, name);
  return p;
}

int main(int argc, char **argv) {
  const char *folder = ".";
  for (int i = 1; i + 1 < argc; i += 2) {
    char *k = argv[i], *v = argv[i + 1];
    if (!strcmp(k, "--me"))
      me = v;
    else if (!strcmp(k, "--peer"))
      peer = v;
    else if (!strcmp(k, "--folder"))
      folder = v;
    else if (!strcmp(k, "--mms"))
      mms = atoi(v);
    else if (!strcmp(k, "--policy"))
      pol = !strcmp(v, "v2")   ? OTRL_POLICY_ALLOW_V2 | OTRL_POLICY_WHITESPACE_START_AKE | OTRL_POLICY_ERROR_START_AKE
            : !strcmp(v, "v3") ? OTRL_POLICY_ALLOW_V3 | OTRL_POLICY_WHITESPACE_START_AKE | OTRL_POLICY_ERROR_START_AKE
            : !strcmp(v, "always")        ? OTRL_POLICY_ALWAYS
            : !strcmp(v, "opportunistic") ? OTRL_POLICY_OPPORTUNISTIC
                                          : pol;
    else {
      fprintf(stderr, "unknown option %s\n", k);
      return 2;
    }
  }
  keyf = path(folder, "otr.private_key");
  tagf = path(folder, "otr.instance_tags");
  fpf = path(folder, "otr.fingerprints");
  setvbuf(stdout, NULL, _IOLBF, 0);
  OTRL_INIT;
  us = otrl_userstate_create();
  otrl_privkey_read(us, keyf);
  otrl_instag_read(us, tagf);
  otrl_privkey_read_fingerprints(us, fpf, NULL, NULL);
  if (!otrl_privkey_find(us, me, proto))
    otrl_privkey_generate(us, keyf, me, proto);
  printf("ready libotr=%s gcrypt=%s\n", otrl_version(), gcry_check_version(NULL));
  state("start");
  char *line = NULL;
  size_t cap = 0;
  ssize_t n;
  while ((n = getline(&line, &cap, stdin)) > 0) {
    if (line[n - 1] == '\n')
      line[--n] = 0;
    char *arg = strchr(line, ' ');
    if (arg)
      *arg++ = 0;
    else
      arg = line + n;
    unesc(arg);
    ConnContext *c = ctx();
    if (!strcmp(line, "recv")) {
      char *out = NULL;
      OtrlTLV *t = NULL, *x;
      int was = c->msgstate == OTRL_MSGSTATE_ENCRYPTED;
      int ign = otrl_message_receiving(us, &ops, NULL, me, proto, peer, arg, &out, &t, NULL, NULL, NULL);
      for (x = t; x; x = x->next)
        printf("tlv type=%u len=%u\n", x->type, x->len);
      if (otrl_tlv_find(t, OTRL_TLV_DISCONNECTED)) {
        puts("insecure");
        state("peer_finished");
      }
      if (out)
        put(was ? "encrypted" : "plain", out);
      else if (!ign)
        put("plain", arg);
      otrl_message_free(out);
      otrl_tlv_free(t);
    } else if (!strcmp(line, "send")) {
      char *out = NULL;
      gcry_error_t e = otrl_message_sending(us, &ops, NULL, me, proto, peer, OTRL_INSTAG_BEST, arg, NULL, &out,
                                            OTRL_FRAGMENT_SEND_ALL, NULL, NULL, NULL);
      if (e)
        put("error", gcry_strerror(e));
      else if (!out)
        put("inject", arg);
      otrl_message_free(out);
    } else if (!strcmp(line, "query")) {
      char *q = otrl_proto_default_query_msg(me, pol);
      put("inject", q);
      free(q);
    } else if (!strcmp(line, "finish")) {
      otrl_message_disconnect_all_instances(us, &ops, NULL, me, proto, peer);
      state("finish");
    } else if (!strcmp(line, "smp"))
      otrl_message_initiate_smp(us, &ops, NULL, c, (unsigned char *)arg, strlen(arg));
    else if (!strcmp(line, "smpq")) {
      char *s = strchr(arg, '|');
      if (s) {
        *s++ = 0;
        otrl_message_initiate_smp_q(us, &ops, NULL, c, arg, (unsigned char *)s, strlen(s));
      } else
        puts("error smpq wants question|secret");
    } else if (!strcmp(line, "smpanswer"))
      otrl_message_respond_smp(us, &ops, NULL, c, (unsigned char *)arg, strlen(arg));
    else if (!strcmp(line, "smpabort"))
      otrl_message_abort_smp(us, &ops, NULL, c);
    else if (!strcmp(line, "symkey")) {
      unsigned char k[OTRL_EXTRAKEY_BYTES];
      char h[65];
      if (!otrl_message_symkey(us, &ops, NULL, c, 1, NULL, 0, k)) {
        hex(h, k, 32);
        printf("symkey use=1 key=%s mine=1\n", h);
      }
    } else if (!strcmp(line, "mms"))
      mms = atoi(arg);
    else if (!strcmp(line, "state"))
      state("asked");
    else if (!strcmp(line, "quit"))
      break;
    else if (*line)
      put("error unknown command", line);
    printf("ok %s\n", line);
  }
  otrl_userstate_free(us);
  free(line);
  return 0;
}
