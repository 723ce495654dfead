"""Stylesheets go out tidied, under their hashed names, too."""

from django.core.files.base import ContentFile

from starbranch.static import TidiedStaticFiles


def test_stylesheets_are_tidied_as_they_are_collected(tmp_path):
    storage = TidiedStaticFiles(location=tmp_path, base_url="/static/")
    storage.save("a.css", ContentFile(b"/* its */\n.a {\n  margin: 0;\n}\n"))
    storage.save("a.js", ContentFile(b"// its\n"))

    made = {name: hashed for name, hashed, done in storage.post_process({"a.css": (storage, "a.css")}) if done}

    assert (tmp_path / "a.css").read_text() == ".a { margin: 0; }\n"
    assert (tmp_path / made["a.css"]).read_text() == ".a { margin: 0; }\n"
    assert (tmp_path / "a.js").read_text() == "// its\n"
