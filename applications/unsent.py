"""An application with what its person has written since and not sent yet laid over it. Pure."""

from applications.models.revisions import ANSWER


class Unsent:
    """Reads like the application, but for the words of an open completion, if there is one."""

    def __init__(self, application, completion=None):
        self.application, self.completion = application, completion
        self.words = completion.words if completion else {}

    @property
    def own(self):
        """Beside the answers named: the answer to the questions, when some are asked."""
        return {ANSWER} if self.completion and self.completion.questions else set()

    @property
    def answer(self):
        return self.words.get(ANSWER, "")

    def __getattr__(self, name):
        return self.words[name] if name in self.words else getattr(self.application, name)

    @property
    def cv_id(self):
        return (self.new_cv and self.new_cv.pk) or self.application.cv_id

    @property
    def new_cv(self):
        """The file that will replace the other, once it is sent."""
        return self.completion.cv if self.completion else None
