module "fn" {
  source = "./modules/fn"
  name   = "a"
}
resource "aws_apigatewayv2_api" "a" {
  name          = "a"
  protocol_type = "HTTP"
}
resource "aws_apigatewayv2_integration" "i" {
  api_id           = aws_apigatewayv2_api.a.id
  integration_type = "AWS_PROXY"
  integration_uri  = module.fn.arn
}
resource "aws_iam_role" "r" {
  name               = "r"
  assume_role_policy = file("${path.module}/assume.json")
}
