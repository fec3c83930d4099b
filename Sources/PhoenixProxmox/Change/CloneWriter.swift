import PhoenixModel

/// The call that copies a guest: `POST …/clone` (behaviour 9.7, 9.8).
struct CloneWriter {
    let cloning: Cloning
    /// What the source's configuration says.
    let source: ConfigText

    /// The description comes with the call, so that a copy half made is recognised as ours; tags are copied.
    func request() -> ProxmoxRequest {
        var form: ProxmoxForm = ["newid": cloning.guest.id.description]
        form.add(cloning.guest.kind == .container ? "hostname" : "name", cloning.name)
        form.add("description", MarkText.description(source["description"] ?? "", marked: cloning.mark))
        form.add("snapname", cloning.snapshot?.text)
        if cloning.guest.node != cloning.source.node { form.add("target", cloning.guest.node.text) }
        switch cloning.mode {
        case .linked: form.add("full", false)
        case .full(let storage):
            form.add("full", true)
            form.add("storage", storage?.text)
        }
        return ProxmoxRequest(.post, cloning.source.path("/clone"), form)
    }
}
