"""All that can be changed over the API: one mutation a file."""

import graphene

from brickfolk_api.mutations.accept_correction import AcceptCorrection
from brickfolk_api.mutations.attach_file import AttachFile
from brickfolk_api.mutations.cancel_revision import CancelRevision
from brickfolk_api.mutations.complete_upload import CompleteUpload
from brickfolk_api.mutations.create_upload import CreateUpload
from brickfolk_api.mutations.delete_draft import DeleteDraft
from brickfolk_api.mutations.edit_build import EditBuild
from brickfolk_api.mutations.forget_settlement import ForgetSettlement
from brickfolk_api.mutations.import_build import ImportBuild
from brickfolk_api.mutations.propose_correction import ProposeCorrection
from brickfolk_api.mutations.publish_build import PublishBuild
from brickfolk_api.mutations.read_table_again import ReadTableAgain
from brickfolk_api.mutations.reject_correction import RejectCorrection
from brickfolk_api.mutations.remix_build import RemixBuild
from brickfolk_api.mutations.remove_attachment import RemoveAttachment
from brickfolk_api.mutations.retry_revision import RetryRevision
from brickfolk_api.mutations.set_lot_price import SetLotPrice
from brickfolk_api.mutations.settle_line import SettleLine
from brickfolk_api.mutations.shop import SellingMutations, ShoppingMutations
from brickfolk_api.mutations.take_settlements import TakeSettlements
from brickfolk_api.mutations.undo_settlement import UndoSettlement
from brickfolk_api.mutations.upload_build import UploadBuild
from brickfolk_api.mutations.withdraw_build import WithdrawBuild
from brickfolk_api.mutations.withdraw_correction import WithdrawCorrection


class Mutation(SellingMutations, ShoppingMutations, graphene.ObjectType):
    """What a signed-in member, or a token with the scope “write”, may change."""

    accept_correction = AcceptCorrection.Field()
    attach_file = AttachFile.Field()
    cancel_revision = CancelRevision.Field()
    complete_upload = CompleteUpload.Field()
    create_upload = CreateUpload.Field()
    delete_draft = DeleteDraft.Field()
    edit_build = EditBuild.Field()
    forget_settlement = ForgetSettlement.Field()
    import_build = ImportBuild.Field()
    propose_correction = ProposeCorrection.Field()
    publish_build = PublishBuild.Field()
    read_table_again = ReadTableAgain.Field()
    reject_correction = RejectCorrection.Field()
    remix_build = RemixBuild.Field()
    remove_attachment = RemoveAttachment.Field()
    retry_revision = RetryRevision.Field()
    set_lot_price = SetLotPrice.Field()
    settle_line = SettleLine.Field()
    take_settlements = TakeSettlements.Field()
    undo_settlement = UndoSettlement.Field()
    upload_build = UploadBuild.Field()
    withdraw_build = WithdrawBuild.Field()
    withdraw_correction = WithdrawCorrection.Field()
