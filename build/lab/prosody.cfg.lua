-- This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
-- If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

-- The lab's Prosody. prosody.sh gives every ENV_LAB_… value through the environment.
local state = ENV_LAB_RUN .. "/prosody"
local certificate = ENV_LAB_CA .. "/" .. ENV_LAB_CERT
local function port(value) return { Lua.tonumber(value) } end

run_as_root = true
prosody_user = ENV_LAB_OS_USER
prosody_group = ENV_LAB_OS_GROUP
pidfile = state .. "/prosody.pid"
data_path = state .. "/data"
admin_socket = state .. "/prosody.sock"
log = { { levels = { min = ENV_LAB_LOG }, to = "file", filename = state .. "/prosody.log" } }
storage = "internal"

local loopback = { "127.0.0.1", "::1" }
interfaces = loopback
local_interfaces = loopback
c2s_ports = port(ENV_LAB_PORT_C2S)
c2s_direct_tls_ports = port(ENV_LAB_PORT_TLS)
http_ports = port(ENV_LAB_PORT_HTTP)
https_ports = port(ENV_LAB_PORT_HTTPS)
s2s_ports = {}
s2s_direct_tls_ports = {}

-- Prosody looks for certificates by itself and prefers what it finds: the bad ones of the lab also bear its domain.
certificates = state .. "/no-certificates"
ssl = { certificate = certificate .. ".crt", key = certificate .. ".key" }
c2s_direct_tls_certificate = certificate .. ".crt"
c2s_direct_tls_key = certificate .. ".key"
https_certificate = certificate .. ".crt"
https_key = certificate .. ".key"
tls_profile = "intermediate" -- TLS 1.2 and 1.3
if (ENV_LAB_TLS12 or "") ~= "" then
	c2s_ssl = { protocol = "tlsv1_2" }
	c2s_direct_tls_ssl = { protocol = "tlsv1_2" }
end
if (ENV_LAB_ENDPOINT or "") ~= "" then tls_server_end_point_hash = "auto" end

c2s_require_encryption = true
authentication = ENV_LAB_AUTH
password_hash = "SHA-256"
allow_registration = true
min_seconds_between_registrations = 0
limits = {}

smacks_hibernation_time = Lua.tonumber(ENV_LAB_SMACKS)
smacks_max_unacked_stanzas = 5
default_archive_policy = true
max_archive_query_results = Lua.tonumber(ENV_LAB_MAM_PAGE)
muc_log_by_default = true

allow_user_invites = true
registration_invite_only = false
contact_info = { abuse = { "mailto:abuse@lab.test", "xmpp:abuse@" .. ENV_LAB_DOMAIN } }
external_services = {
	{ type = "stun", transport = "udp", host = "stun.lab.test", port = 3478 },
	{ type = "turn", transport = "udp", host = "turn.lab.test", port = 3478, secret = "lab", ttl = 3600, algorithm = "turn" },
}

http_default_host = ENV_LAB_DOMAIN
http_host = "localhost"
http_external_url = "https://localhost:" .. ENV_LAB_PORT_HTTPS .. "/"

modules_disabled = { "s2s", "s2s_auth_certs", "s2s_auth_dane_in" }
local modules = {
	-- RFC 6120 and 6121, service discovery
	"roster", "saslauth", "tls", "disco", "ping", "time", "version", "lastactivity",
	-- accounts
	"register_ibr", "register_limits", "user_account_management", "blocklist", "private", "tombstones",
	-- PEP and what lives in it
	"pep", "bookmarks", "vcard4", "vcard_legacy",
	-- several devices, archive, mobile links
	"carbons", "mam", "smacks", "csi", "csi_simple", "cloud_notify",
	-- SASL2, Bind 2, FAST
	"sasl2", "sasl2_bind2", "sasl2_sm", "sasl2_fast", "sasl_ssdp",
	-- what a server tells of itself and others, invitations, reports
	"external_services", "server_contact_info", "invites", "invites_adhoc", "invites_register", "spam_reporting",
	-- other transports, operation
	"http", "websocket", "bosh", "http_altconnect", "admin_shell", "cron",
}
-- An older server has fewer of them.
local left = {}
for _, name in Lua.ipairs(modules) do
	if not (" " .. ENV_LAB_WITHOUT .. " "):find(" " .. name .. " ", 1, true) then Lua.table.insert(left, name) end
end
modules_enabled = left

if ENV_LAB_SASL2 == "off" then
	modules_disabled = { "sasl2", "sasl2_bind2", "sasl2_sm", "sasl2_fast", "sasl_ssdp" }
end

VirtualHost(ENV_LAB_DOMAIN)
	-- WebSocket and host-meta, at https://127.0.0.1 too
	http_host = ENV_LAB_DOMAIN
	http_external_url = "https://" .. ENV_LAB_DOMAIN .. ":" .. ENV_LAB_PORT_HTTPS .. "/"
	disco_items = { { "muc." .. ENV_LAB_DOMAIN, "Rooms" }, { "upload." .. ENV_LAB_DOMAIN, "File upload" } }

Component("muc." .. ENV_LAB_DOMAIN)("muc")
	restrict_room_creation = false
	modules_enabled = { "muc_mam", "muc_moderation" }

Component("upload." .. ENV_LAB_DOMAIN)("http_file_share")
	http_file_share_size_limit = 100 * 1024 * 1024
	http_file_share_access = { ENV_LAB_DOMAIN }
