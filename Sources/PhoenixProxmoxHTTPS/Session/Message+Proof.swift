import NIOHTTP1
import PhoenixModel
import PhoenixProxmox

extension Message {
    /// The same, from the holder of an API token: `USER@REALM!TOKENID=SECRET` (behaviour 4.1).
    func showing(token: Secret) -> Message {
        var message = self
        message.fields.add(name: "Authorization", value: "PVEAPIToken=" + token.reveal())
        return message
    }

    /// The same, from the holder of a ticket; a write needs its second half too (behaviour 2.3).
    func showing(_ ticket: Ticket) -> Message {
        var message = self
        // A cookie's value is unescaped by the server (behaviour 4.1).
        message.fields.add(name: "Cookie", value: "PVEAuthCookie=" + PercentEncoding.encoded(ticket.value.reveal()))
        if effect == .change {
            message.fields.add(name: "CSRFPreventionToken", value: ticket.csrfToken.reveal())
        }
        return message
    }
}
