"""Runs every read call of the Python client huggingface_hub against a mirror. Started by python-client.test.ts.

`client.py --list` prints the names of the checks. With HF_ENDPOINT and HF_HOME set, `client.py <facts as JSON>` runs them all
and prints one line of JSON each: name, and what went wrong or null.
"""

import json
import sys
import traceback
from pathlib import Path

checks = {}


def check(function):
    checks[function.__name__.replace("_", " ")] = function
    return function


def expect(actual, expected):
    if actual != expected:
        raise AssertionError(f"expected {expected!r}, got {actual!r}")


def fails(error, call, *words):
    try:
        call()
    except error as failure:
        # What the server said stands in the error behind the one that the client ends with.
        told = []
        cause = failure
        while cause is not None:
            told.append(str(cause))
            cause = cause.__cause__
        for word in words:
            if word not in " ".join(told):
                raise AssertionError(f"expected {word!r} in the message, got {told}")
        return
    raise AssertionError(f"expected {error.__name__}, got an answer")


@check
def lists_models(api, facts):
    models = {model.id: model for model in api.list_models(full=True, cardData=True)}
    tiny = models[facts["name"]]
    expect((tiny.downloads, tiny.likes, tiny.gated, tiny.sha), (100 * facts["n"], 1, False, facts["commit"]))
    expect(tiny.card_data["tags"], [f"v{facts['n']}"])
    expect("ben/removed" in models, facts["n"] < 3)
    expect(models["cleo/unknown"].downloads, None)


@check
def filters_and_sorts_models(api, facts):
    ordered = list(api.list_models(filter=["pytorch", "license:mit"], sort="downloads"))
    counts = [model.downloads for model in ordered if model.downloads is not None]
    expect(counts, sorted(counts, reverse=True))
    expect([model.id for model in api.list_models(search="TINY", pipeline_tag="fill-mask")], [facts["name"]])
    expect([model.id for model in api.list_models(gated=True)], ["acme/gated"])
    expect({model.id.split("/")[0] for model in api.list_models(author="acme", sort="created_at")}, {"acme"})
    expect([model.id for model in api.list_models(filter="gguf", expand=["downloads", "gguf"])], ["acme/many"])
    expect(len(list(api.list_models(sort="last_modified", limit=2))), 2)


@check
def tells_of_a_model(api, facts):
    info = api.model_info(facts["name"], files_metadata=True, securityStatus=True)
    expect((info.sha, info.downloads, info.pipeline_tag, info.library_name), (facts["commit"], 100 * facts["n"], "fill-mask", "transformers"))
    expect({sibling.rfilename: sibling.size for sibling in info.siblings}["empty.txt"], 0)
    expect(info.config["model_type"], "bert")
    weights = {sibling.rfilename: sibling for sibling in api.model_info("acme/weights", files_metadata=True).siblings}
    expect(weights["model.safetensors"].lfs.sha256, facts["weightsSha256"])
    expect(api.model_info(facts["name"], expand=["sha", "downloads"]).downloads, 100 * facts["n"])


@check
def tells_of_a_model_at_revisions(api, facts):
    first = api.model_info(facts["name"], revision=facts["commits"][0])
    expect((first.sha, first.tags[-1]), (facts["commits"][0], "v1"))
    for name in ["main", "refs/heads/main", facts["commit"][:9]]:
        expect(api.model_info(facts["name"], revision=name).sha, facts["commit"])
    from huggingface_hub.errors import RevisionNotFoundError

    fails(RevisionNotFoundError, lambda: api.model_info(facts["name"], revision=facts["later"]))


@check
def knows_what_is_there(api, facts):
    expect(api.repo_exists(facts["name"]), True)
    expect(api.repo_exists("acme/none"), False)
    expect(api.repo_exists("cleo/new"), facts["n"] == 3)
    expect(api.revision_exists(facts["name"], facts["commit"]), True)
    expect(api.revision_exists(facts["name"], facts["later"]), False)
    expect(api.file_exists(facts["name"], "config.json"), True)
    expect(api.file_exists(facts["name"], "none.json"), False)


@check
def follows_a_rename(api, facts):
    info = api.model_info("anna/tiny")
    expect(info.id, "anna/tiny" if facts["n"] != 2 else "acme/tiny-bert")
    if facts["n"] == 2:
        path = api.hf_hub_download("anna/tiny", "README.md")
        expect(Path(path).read_text(), facts["card"])


@check
def lists_files(api, facts):
    entries = {entry.path: entry for entry in api.list_repo_tree(facts["name"], recursive=True, expand=True)}
    expect(entries[facts["oddPath"]].size, 4)
    expect(type(entries["nested/deep"]).__name__, "RepoFolder")
    expect([entry.path for entry in api.list_repo_tree(facts["name"], path_in_repo="nested")], ["nested/deep"])
    expect(sorted(api.list_repo_files(facts["name"])), sorted(facts["files"]))
    expect(len(list(api.list_repo_tree("acme/many", recursive=True))), facts["manyEntries"])
    expect(len(list(api.list_repo_tree("acme/many", path_in_repo="shards", expand=True))), facts["manyEntries"] - 2)


@check
def asks_for_single_paths(api, facts):
    found = api.get_paths_info(facts["name"], [facts["oddPath"], "none", "nested"], expand=True)
    expect([entry.path for entry in found], [facts["oddPath"], "nested"])


@check
def lists_commits(api, facts):
    commits = api.list_repo_commits(facts["name"], formatted=True)
    expect([commit.commit_id for commit in commits], facts["commits"][: facts["n"]][::-1])
    expect(commits[0].authors, ["anna"])


@check
def lists_refs(api, facts):
    refs = api.list_repo_refs(facts["name"], include_pull_requests=True)
    expect([(ref.name, ref.target_commit) for ref in refs.branches], [("main", facts["commit"])])
    expect([ref.name for ref in refs.tags], ["v1"])
    expect([ref.ref for ref in refs.pull_requests], ["refs/pr/7"])


@check
def reads_discussions(api, facts):
    discussions = list(api.get_repo_discussions(facts["name"]))
    expect([discussion.num for discussion in discussions], [2, 1] if facts["n"] == 3 else [1])
    details = api.get_discussion_details(facts["name"], 1)
    expect((details.status, len(details.events)), ("closed", 3) if facts["n"] == 3 else ("open", 1))


@check
def downloads_files(api, facts):
    for name, text in facts["files"].items():
        path = api.hf_hub_download(facts["name"], name)
        expect(Path(path).read_bytes(), text.encode())
        expect(Path(path).parts[-len(Path(name).parts) - 1], facts["commit"])
    again = api.hf_hub_download(facts["name"], "README.md", revision=facts["commit"])
    expect(Path(again).read_text(), facts["card"])


@check
def downloads_a_whole_repository(api, facts):
    for name in ["acme/plain", facts["name"]]:
        folder = Path(api.snapshot_download(name))
        files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        expect(files, set(api.list_repo_files(name)))


@check
def gets_no_weights(api, facts):
    from huggingface_hub.errors import GatedRepoError, HfHubHTTPError, LocalEntryNotFoundError

    fails(LocalEntryNotFoundError, lambda: api.hf_hub_download("acme/weights", "model.safetensors"), "serves no weights")
    fails(HfHubHTTPError, lambda: api.get_safetensors_metadata("acme/weights"))
    fails(GatedRepoError, lambda: api.hf_hub_download("acme/gated", "README.md"))


@check
def tells_errors_apart(api, facts):
    from huggingface_hub.errors import DisabledRepoError, EntryNotFoundError, HfHubHTTPError, RepositoryNotFoundError, RevisionNotFoundError

    fails(RepositoryNotFoundError, lambda: api.model_info("acme/none"))
    fails(RepositoryNotFoundError, lambda: api.hf_hub_download("acme/none", "README.md"))
    fails(RevisionNotFoundError, lambda: list(api.list_repo_tree(facts["name"], revision="nothing")))
    fails(EntryNotFoundError, lambda: list(api.list_repo_tree(facts["name"], path_in_repo="nowhere")))
    fails(EntryNotFoundError, lambda: api.hf_hub_download(facts["name"], "none.txt"))
    fails(HfHubHTTPError, lambda: api.whoami(token="hf_none"))
    if facts["n"] == 3:
        fails(DisabledRepoError, lambda: api.model_info("acme/disabled"))
        fails(RepositoryNotFoundError, lambda: api.model_info("ben/removed"), "removal was confirmed")


@check
def reads_datasets(api, facts):
    expect([dataset.id for dataset in api.list_datasets(filter="license:mit", sort="downloads")], ["acme/data"])
    info = api.dataset_info("acme/data")
    expect((info.downloads, info.sha), (800, facts["datasetCommit"]))
    expect(sorted(api.list_repo_files("acme/data", repo_type="dataset")), ["README.md", "data.csv"])
    path = api.hf_hub_download("acme/data", "README.md", repo_type="dataset")
    expect(Path(path).read_text(), facts["datasetCard"])
    expect(api.repo_exists("acme/data", repo_type="dataset"), True)


def main():
    if sys.argv[1] == "--list":
        print(json.dumps(list(checks)))
        return
    from huggingface_hub import HfApi

    facts = json.loads(sys.argv[1])
    for name, function in checks.items():
        problem = None
        try:
            function(HfApi(), facts)
        except Exception:
            problem = traceback.format_exc(limit=-6)
        print(json.dumps({"name": name, "problem": problem}), flush=True)


main()
