# The API is made in another Region than the function that is permitted; the record by a provider of another account.
provider "aws" {
  region = "eu-west-1"
}

provider "aws" {
  alias  = "us"
  region = "us-east-1"
}

resource "aws_apigatewayv2_api" "a" {
  provider      = aws.us
  name          = "a"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_stage" "s" {
  api_id      = aws_apigatewayv2_api.a.id
  name        = "$default"
  auto_deploy = true
}
